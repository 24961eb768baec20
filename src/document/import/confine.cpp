// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/import/confine.h"

#include <cerrno>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace mosharekat::document::reading {
namespace {

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(resource, &both);
}

// What the C++ runtime needs to compute, and to read and write the one socket. Anything else fails as if it were forbidden;
// starting a program ends the process.
constexpr int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(close),
    SCMP_SYS(shutdown),
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(tgkill),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(lseek),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
};
constexpr int fatal[] = {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_writev)};

bool filter() {
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!context) return false;
  bool good = true;
  for (const int call : allowed) good = seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0) == 0 && good;
  for (const int call : fatal) good = seccomp_rule_add(context, SCMP_ACT_KILL_PROCESS, call, 0) == 0 && good;
  good = good && seccomp_load(context) == 0;
  seccomp_release(context);
  return good;
}

}  // namespace

bool confine() {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  limit(RLIMIT_CPU, seconds_max);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 1);  // with 0 poll() would refuse its one socket; 0, 1 and 2 are taken
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  limit(RLIMIT_AS, memory_max);  // sanitizers reserve terabytes of addresses
#endif
  return filter();
}

}  // namespace mosharekat::document::reading
