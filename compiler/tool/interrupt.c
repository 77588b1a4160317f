/* One flag, set by a signal handler. */
#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

static volatile sig_atomic_t told_to_stop;

static const int noted[] = {SIGINT, SIGTERM, SIGHUP};

static void note(int signal_number)
{
    (void)signal_number;
    told_to_stop = 1;
}

void interrupt_watch(void)
{
    struct sigaction action = {0};

    action.sa_handler = note;
    action.sa_flags = (int)SA_RESETHAND; /* not SA_RESTART: what waits must wake up */
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof noted / sizeof noted[0]; i++)
        sigaction(noted[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

bool interrupted(void)
{
    return told_to_stop != 0;
}

void interrupt_signals(sigset_t *set)
{
    sigemptyset(set);
    for (size_t i = 0; i < sizeof noted / sizeof noted[0]; i++)
        sigaddset(set, noted[i]);
}

bool interrupt_waits(void)
{
    sigset_t waiting;

    if (sigpending(&waiting) != 0)
        return false;
    for (size_t i = 0; i < sizeof noted / sizeof noted[0]; i++) {
        if (sigismember(&waiting, noted[i]) == 1)
            return true;
    }
    return false;
}

int interrupt_open(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

/* Waits until something can be read. The signals are let in by ppoll alone, so that none can slip
 * in between the look at the flag and the wait. False when told to stop. */
static bool wait_readable(int fd)
{
    struct pollfd wanted = {fd, POLLIN, 0};
    sigset_t signals, before;

    interrupt_signals(&signals);
    sigprocmask(SIG_BLOCK, &signals, &before);
    while (!interrupted() && ppoll(&wanted, 1, NULL, &before) < 0 && errno == EINTR)
        continue;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !interrupted();
}

ssize_t interrupt_read(int fd, void *bytes, size_t size)
{
    ssize_t count;

    do {
        if (!wait_readable(fd)) {
            errno = EINTR;
            return -1;
        }
        count = read(fd, bytes, size);
    } while (count < 0 && (errno == EINTR || errno == EAGAIN));
    return count;
}
