// peak COMMAND...: the peak resident memory of a command, in kilobytes. A small process of its own, because a child's
// maximum begins with what its parent had.
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  (void)argc;
  pid_t child = fork();
  if (child == 0) {
    if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(126);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  struct rusage usage;
  wait4(child, NULL, 0, &usage);
  printf("%ld\n", usage.ru_maxrss);
  return 0;
}
