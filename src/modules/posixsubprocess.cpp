// The module _posixsubprocess: fork_exec, which starts the processes of subprocess.
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "object/bytes.h"
#include "vm/open_writers.h"

namespace tauraro {
namespace {

/// What the child does, all of it prepared before the fork.
struct Plan {
  posix::TextArray arguments, environment, executables;
  bool has_environment = false, close_descriptors = false, restore_signals = false, new_session = false;
  std::vector<int> kept;  ///< descriptors to inherit, sorted
  std::string directory;
  bool has_directory = false;
  int p2cread = -1, p2cwrite = -1, c2pread = -1, c2pwrite = -1, errread = -1, errwrite = -1, errpipe_read = -1, errpipe_write = -1;
  int process_group = -1, umask = -1;
  bool set_user = false, set_group = false, set_groups = false;
  uid_t user = 0;
  gid_t group = 0;
  std::vector<gid_t> groups;
  Value before_exec;  ///< None: nothing
  Vm* vm = nullptr;
  sigset_t mask{};
  bool shares_memory = false;  ///< vfork
};

bool set_inheritable(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFD);
  return flags >= 0 && ::fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) == 0;
}

/// The child's standard stream `wanted` becomes `descriptor`, if that is one.
bool place(int descriptor, int wanted) {
  if (descriptor == wanted) return set_inheritable(descriptor);
  return descriptor < 0 || ::dup2(descriptor, wanted) >= 0;
}

bool place_streams(const Plan& plan) {
  int out = plan.c2pwrite, error = plan.errwrite;
  for (const int descriptor : {plan.p2cwrite, plan.c2pread, plan.errread})
    if (descriptor >= 0 && ::close(descriptor) < 0) return false;
  ::close(plan.errpipe_read);
  if (out == 0 && (out = ::dup(out)) < 0) return false;
  while (error == 0 || error == 1)
    if ((error = ::dup(error)) < 0) return false;
  return place(plan.p2cread, 0) && place(out, 1) && place(error, 2);
}

bool change_identity(const Plan& plan) {
  if (plan.set_groups && ::syscall(SYS_setgroups, plan.groups.size(), plan.groups.data()) < 0) return false;
  if (plan.set_group && ::syscall(SYS_setregid, plan.group, plan.group) < 0) return false;
  return !plan.set_user || ::syscall(SYS_setreuid, plan.user, plan.user) >= 0;
}

void default_signals(const Plan& plan) {
  if (plan.shares_memory) {  // handlers must not run in the parent's memory
    for (int number = 1; number < 65; ++number) {
      struct sigaction action {};
      if (::sigaction(number, nullptr, &action) < 0 || action.sa_handler == SIG_IGN || action.sa_handler == SIG_DFL) continue;
      action.sa_handler = SIG_DFL;
      ::sigaction(number, &action, nullptr);
    }
  }
  if (plan.restore_signals)
    for (const int number : {SIGPIPE, SIGXFSZ}) ::signal(number, SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &plan.mask, nullptr);
}

void close_others(const Plan& plan) {
  unsigned first = 3;
  for (const int kept : plan.kept) {
    if (kept < 3) continue;
    if (static_cast<unsigned>(kept) > first) ::syscall(SYS_close_range, first, static_cast<unsigned>(kept) - 1, 0);
    first = static_cast<unsigned>(kept) + 1;
  }
  ::syscall(SYS_close_range, first, ~0U, 0);
}

/// Tries the candidates; errno tells why none could be run.
void execute(Plan& plan) {
  int error = 0;
  for (const std::string& path : plan.executables.texts) {
    ::execve(path.c_str(), plan.arguments.data(), plan.has_environment ? plan.environment.data() : ::environ);
    if (errno != ENOENT && errno != ENOTDIR && error == 0) error = errno;
  }
  if (error) errno = error;
}

void tell_parent(int descriptor, const char* text) { (void)!::write(descriptor, text, std::strlen(text)); }

bool prepare(const Plan& plan) {
  for (const int descriptor : plan.kept)
    if (descriptor != plan.errpipe_write && !set_inheritable(descriptor)) return false;
  if (!place_streams(plan)) return false;
  if (plan.has_directory && ::chdir(plan.directory.c_str()) < 0) return false;
  if (plan.umask >= 0) ::umask(static_cast<mode_t>(plan.umask));
  default_signals(plan);
  if (plan.new_session && ::setsid() < 0) return false;
  if (plan.process_group >= 0 && ::setpgid(0, plan.process_group) < 0) return false;
  return change_identity(plan);
}

/// The child. Nothing here allocates: the memory may be the parent's.
[[noreturn]] void run_child(Plan& plan) {
  bool prepared = prepare(plan);
  const char* message = "";
  if (prepared && !plan.before_exec.is_none()) {
    if (posix::run_after_fork(*plan.vm, true).is_raised() || plan.vm->call(plan.before_exec, {}).is_raised()) {
      errno = 0;
      message = "Exception occurred in preexec_fn.";
    } else {
      errno = -1;
    }
  }
  if (prepared && !*message) {
    if (plan.close_descriptors) close_others(plan);
    execute(plan);
  }
  const int error = errno;
  char text[64];
  if (error) std::snprintf(text, sizeof text, "OSError:%X:%s", static_cast<unsigned>(error), prepared ? "" : "noexec");
  else std::snprintf(text, sizeof text, "SubprocessError:0:%s", message);
  tell_parent(plan.errpipe_write, text);
  ::_exit(255);
}

/// vfork, unless the child runs Python code or changes its identity.
[[gnu::noinline]] pid_t start_sharing(Plan& plan) {
  const pid_t child = ::vfork();
  if (child == 0) run_child(plan);
  return child;
}

pid_t start(Plan& plan) {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &plan.mask);
  pid_t child;
  if (plan.shares_memory) {
    child = start_sharing(plan);
  } else {
    child = ::fork();
    if (child == 0) run_child(plan);
  }
  const int error = errno;
  ::sigprocmask(SIG_SETMASK, &plan.mask, nullptr);
  errno = error;
  return child;
}

// ---- reading the arguments ----

enum Argument {
  kArguments, kExecutables, kCloseDescriptors, kKept, kDirectory, kEnvironment, kFirstDescriptor, kRestoreSignals = kFirstDescriptor + 8, kNewSession,
  kProcessGroup, kGroup, kGroups, kUser, kUmask, kBeforeExec, kAllowSharing
};

Result<void> read_texts(Vm& vm, Value sequence, posix::TextArray& out) {
  TRY(for_each(vm, sequence, [&](Value item) -> Result<bool> {
    out.texts.push_back(TRY(file_system_path(vm, item)));
    return true;
  }));
  out.finish();
  return {};
}

Result<void> read_kept(Vm& vm, Value value, std::vector<int>& out) {
  if (!value.is(kind::Tuple)) return vm.raise_error(TypeId::TypeError, "fork_exec() argument 4 must be tuple, not ", full_type_name(vm, vm.type_of(value)));
  const Tuple* kept = value.as<Tuple>();
  for (std::uint64_t i = 0; i < kept->length; ++i) {
    std::int64_t number;
    const bool fits = kept->items[i].is_int() && int_to_int64(kept->items[i], &number) && number >= 0 && number <= INT32_MAX;
    if (!fits || (!out.empty() && number <= out.back())) return vm.raise(TypeId::ValueError, "bad value(s) in fds_to_keep");
    out.push_back(static_cast<int>(number));
  }
  return {};
}

Result<void> read_identity(Vm& vm, const Args& args, Plan& plan) {
  if (!args[kGroups].is_none()) {
    if (!args[kGroups].is(kind::List)) return vm.raise(TypeId::TypeError, "setgroups argument must be a list");
    plan.set_groups = true;
    TRY(for_each(vm, args[kGroups], [&](Value item) -> Result<bool> {
      if (!is_int_like(item)) return vm.raise(TypeId::TypeError, "groups must be integers");
      const Result<std::uint32_t> group = posix::id_argument(vm, item, "gid");
      if (group.is_raised()) {
        if (!vm.catch_if(TypeId::OverflowError)) return Raised{};
        return vm.raise(TypeId::ValueError, "invalid group id");
      }
      plan.groups.push_back(group.value());
      return true;
    }));
  }
  if (!args[kGroup].is_none()) {
    plan.group = TRY(posix::id_argument(vm, args[kGroup], "gid"));
    plan.set_group = true;
  }
  if (!args[kUser].is_none()) {
    plan.user = TRY(posix::id_argument(vm, args[kUser], "uid"));
    plan.set_user = true;
  }
  return {};
}

Result<void> read_plan(Vm& vm, const Args& args, Plan& plan) {
  plan.vm = &vm;
  plan.close_descriptors = TRY(truth(vm, args[kCloseDescriptors]));
  TRY(read_kept(vm, args[kKept], plan.kept));
  int* const descriptors[] = {&plan.p2cread, &plan.p2cwrite, &plan.c2pread, &plan.c2pwrite, &plan.errread, &plan.errwrite, &plan.errpipe_read, &plan.errpipe_write};
  for (int i = 0; i < 8; ++i) *descriptors[i] = TRY(parse_c_int(vm, args[kFirstDescriptor + i]));
  if (plan.close_descriptors && plan.errpipe_write < 3) return vm.raise(TypeId::ValueError, "errpipe_write must be >= 3");
  plan.restore_signals = TRY(truth(vm, args[kRestoreSignals]));
  plan.new_session = TRY(truth(vm, args[kNewSession]));
  plan.process_group = TRY(parse_c_int(vm, args[kProcessGroup]));
  plan.umask = TRY(parse_c_int(vm, args[kUmask]));
  TRY(read_texts(vm, args[kExecutables], plan.executables));
  TRY(read_texts(vm, args[kArguments], plan.arguments));
  if (!args[kEnvironment].is_none()) {
    plan.has_environment = true;
    TRY(read_texts(vm, args[kEnvironment], plan.environment));
  }
  if (!args[kDirectory].is_none()) {
    plan.has_directory = true;
    plan.directory = TRY(file_system_path(vm, args[kDirectory]));
  }
  TRY(read_identity(vm, args, plan));
  plan.before_exec = args[kBeforeExec];
  plan.shares_memory = plan.before_exec.is_none() && !plan.set_user && !plan.set_group && !plan.set_groups && TRY(truth(vm, args[kAllowSharing]));
  return {};
}

Result<Value> fork_exec(Vm& vm, const Args& args) {
  TRY(collect_dropped_writers(vm));
  Plan plan;
  TRY(read_plan(vm, args, plan));
  const bool runs_python = !plan.before_exec.is_none();
  if (runs_python) TRY(posix::run_before_fork(vm));
  const pid_t child = start(plan);
  const int error = errno;
  if (runs_python) TRY(posix::run_after_fork(vm, false));
  if (child < 0) return vm.raise_os_error(error);
  return Value::from_int(child);
}

constexpr NativeMethod kFunctions[] = {
    {"fork_exec", fork_exec,
     "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, "
     "restore_signals, call_setsid, pgid_to_set, gid, groups_list, uid, child_umask, preexec_fn, allow_vfork, /)"},
};
constexpr NativeModuleSpec kSpec{"_posixsubprocess", kFunctions, nullptr, "A POSIX helper for the subprocess module."};

}  // namespace

const NativeModuleSpec& _posixsubprocess_module() { return kSpec; }

}  // namespace tauraro
