// Processes: fork, exec, wait, signals.
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "builtins/generator_support.h"
#include "modules/posix/posix.h"
#include "modules/signal/signals.h"
#include "modules/sys/sys.h"
#include "vm/open_writers.h"
#include "vm/services.h"
#include "vm/threads.h"

namespace tauraro::posix {
namespace {

constexpr StructField kRusageFields[] = {{"ru_utime", "user time used"}, {"ru_stime", "system time used"}, {"ru_maxrss", "max. resident set size"},
                                         {"ru_ixrss", "shared memory size"}, {"ru_idrss", "unshared data size"}, {"ru_isrss", "unshared stack size"},
                                         {"ru_minflt", "page faults not requiring I/O"}, {"ru_majflt", "page faults requiring I/O"}, {"ru_nswap", "number of swap outs"},
                                         {"ru_inblock", "block input operations"}, {"ru_oublock", "block output operations"}, {"ru_msgsnd", "IPC messages sent"},
                                         {"ru_msgrcv", "IPC messages received"}, {"ru_nsignals", "signals received"}, {"ru_nvcsw", "voluntary context switches"},
                                         {"ru_nivcsw", "involuntary context switches"}};
constexpr StructSequenceSpec kRusage("resource.struct_rusage", kRusageFields, 16, "struct_rusage: Result from getrusage.");

constexpr StructField kWaitidFields[] = {{"si_pid"}, {"si_uid"}, {"si_signo"}, {"si_status"}, {"si_code"}};
constexpr StructSequenceSpec kWaitidResult("posix.waitid_result", kWaitidFields, 5, "waitid_result: Result from waitid.");

// ---- fork ----

Result<Value> register_at_fork(Vm& vm, const Args& args) {
  if (!args.has(0) && !args.has(1) && !args.has(2)) return vm.raise(TypeId::TypeError, "At least one argument is required.");
  constexpr const char* kNames[] = {"before", "after_in_child", "after_in_parent"};
  for (std::size_t i = 0; i < 3; ++i)
    if (args.has(i) && !is_callable(vm, args[i]))
      return vm.raise_error(TypeId::TypeError, "'", kNames[i], "' must be callable, not ", full_type_name(vm, vm.type_of(args[i])));
  for (std::size_t i = 0; i < 3; ++i) {
    if (!args.has(i)) continue;
    Value& hooks = vm.services->fork_hooks[i];
    if (hooks.is_empty()) {
      hooks = Value::from_cell(TRY(new_list(vm)));
      vm.services->roots.push_back(hooks);
    }
    TRY(list_append(vm, hooks.as<List>(), args[i]));
  }
  return Value::none();
}

void call_hook(Vm& vm, Value hook) {
  if (vm.call(hook, {}).is_raised()) report_unraisable(vm, "Exception ignored in", hook);
}

/// The child has one thread, whatever the parent had.
void forget_other_threads(Vm& vm) {
  VmServices& services = *vm.services;
  services.lock = nullptr;  // one thread needs none; the old one, maybe held by a thread that is no more, is left alone
  services.threads.assign(1, vm.thread);
  if (services.main_thread.get() != vm.thread) {
    (void)services.main_thread.release();
    services.main_thread.reset(vm.thread);
  }
  signals_after_fork();
}

Result<Value> fork_process(Vm& vm, const Args&) {
  TRY(run_before_fork(vm));
  const pid_t child = ::fork();
  const int error = errno;
  TRY(run_after_fork(vm, child == 0));
  errno = error;
  return int_or_errno(vm, child);
}

Result<Value> fork_terminal(Vm& vm, const Args&) {
  TRY(run_before_fork(vm));
  int master = -1;
  const pid_t child = ::forkpty(&master, nullptr, nullptr, nullptr);
  const int error = errno;
  TRY(run_after_fork(vm, child == 0));
  errno = error;
  if (child < 0) return raise_errno(vm);
  return new_tuple_of(vm, {Value::from_int(child), Value::from_int(master)});
}

// ---- exec ----

Result<Value> exec_path(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "execv"));
  TextArray arguments;
  TRY(read_arguments(vm, args[1], "execv", arguments));
  ::execv(path.c_str(), arguments.data());
  return raise_path_error(vm, path);
}
Result<Value> exec_with_environment(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "execve"));
  if (!args[1].is(kind::List) && !args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "execve: argv must be a tuple or list");
  TextArray arguments, environment;
  if ((args[1].is(kind::List) ? args[1].as<List>()->length : args[1].as<Tuple>()->length) == 0) return vm.raise(TypeId::ValueError, "execve: argv must not be empty");
  TRY(read_arguments(vm, args[1], "execve: argv", arguments));
  if (TRY(find_attr(vm, args[2], "keys")).is_not_found()) return vm.raise(TypeId::TypeError, "execve: environment must be a mapping object");
  TRY(read_environment(vm, args[2], environment));
  if (path.is_descriptor) ::fexecve(path.descriptor, arguments.data(), environment.data());
  else ::execve(path.c_str(), arguments.data(), environment.data());
  return raise_path_error(vm, path);
}

Result<Value> exit_now(Vm& vm, const Args& args) {
  const int status = TRY(int_argument(vm, args[0]));
  ::_exit(status);
}
Result<Value> abort_process(Vm&, const Args&) { ::abort(); }

Result<Value> run_command(Vm& vm, const Args& args) {
  const std::string command = TRY(file_system_path(vm, args[0]));
  Blocking blocking(vm);
  TRY(collect_dropped_writers(vm));
  return Value::from_int(::system(command.c_str()));
}

// ---- wait ----

Result<Value> pair(Vm& vm, long pid, int status) { return new_tuple_of(vm, {TRY(new_int(vm, pid)), Value::from_int(status)}); }

Result<Value> wait_any(Vm& vm, const Args&) {
  int status = 0;
  const long pid = TRY(system_call(vm, [&] { return ::wait(&status); }));
  return pid < 0 ? Result<Value>(raise_errno(vm)) : pair(vm, pid, status);
}
Result<Value> wait_process(Vm& vm, const Args& args) {
  const int which = TRY(int_argument(vm, args[0])), options = TRY(int_argument(vm, args[1]));
  int status = 0;
  const long pid = TRY(system_call(vm, [&] { return ::waitpid(which, &status, options); }));
  return pid < 0 ? Result<Value>(raise_errno(vm)) : pair(vm, pid, status);
}
Result<Value> wait_with_usage(Vm& vm, int which, int options) {
  int status = 0;
  struct rusage usage {};
  const long pid = TRY(system_call(vm, [&] { return ::wait4(which, &status, options, &usage); }));
  if (pid < 0) return raise_errno(vm);
  return new_tuple_of(vm, {TRY(new_int(vm, pid)), Value::from_int(status), TRY(rusage_value(vm, usage))});
}
Result<Value> wait3_function(Vm& vm, const Args& args) { return wait_with_usage(vm, -1, TRY(int_argument(vm, args[0]))); }
Result<Value> wait4_function(Vm& vm, const Args& args) { return wait_with_usage(vm, TRY(int_argument(vm, args[0])), TRY(int_argument(vm, args[1]))); }
Result<Value> waitid_function(Vm& vm, const Args& args) {
  const int kind = TRY(int_argument(vm, args[0])), options = TRY(int_argument(vm, args[2]));
  const std::int64_t id = TRY(long_argument(vm, args[1]));
  siginfo_t info{};
  if (TRY(system_call(vm, [&] { return ::waitid(static_cast<idtype_t>(kind), static_cast<id_t>(id), &info, options); })) < 0) return raise_errno(vm);
  if (info.si_pid == 0) return Value::none();
  const Value values[] = {Value::from_int(info.si_pid), TRY(id_value(vm, info.si_uid)), Value::from_int(info.si_signo), Value::from_int(info.si_status), Value::from_int(info.si_code)};
  return new_struct_sequence(vm, kWaitidResult, values);
}

template <int (*Ask)(int)>
Result<Value> status_number(Vm& vm, const Args& args) {
  return Value::from_int(Ask(TRY(int_argument(vm, args[0]))));
}
template <int (*Ask)(int)>
Result<Value> status_flag(Vm& vm, const Args& args) {
  return Value::from_bool(Ask(TRY(int_argument(vm, args[0]))) != 0);
}
int exit_status(int s) { return WEXITSTATUS(s); }
int term_signal(int s) { return WTERMSIG(s); }
int stop_signal(int s) { return WSTOPSIG(s); }
int has_exited(int s) { return WIFEXITED(s); }
int was_signaled(int s) { return WIFSIGNALED(s); }
int is_stopped(int s) { return WIFSTOPPED(s); }
int is_continued(int s) { return WIFCONTINUED(s); }
int dumped_core(int s) { return WCOREDUMP(s); }

Result<Value> status_to_code(Vm& vm, const Args& args) {
  const int status = TRY(int_argument(vm, args[0]));
  if (WIFEXITED(status)) return Value::from_int(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return Value::from_int(-WTERMSIG(status));
  if (WIFSTOPPED(status)) return vm.raise_error(TypeId::ValueError, "process stopped by delivery of signal ", WSTOPSIG(status));
  return vm.raise_error(TypeId::ValueError, "invalid wait status: ", status);
}

// ---- signals ----

Result<Value> kill_process(Vm& vm, const Args& args) {
  const int pid = TRY(int_argument(vm, args[0])), number = TRY(int_argument(vm, args[1]));
  if (::kill(pid, number) < 0) return raise_errno(vm);
  TRY(vm.poll());  // a signal to this process has arrived by now
  return Value::none();
}
Result<Value> kill_group(Vm& vm, const Args& args) {
  const int group = TRY(int_argument(vm, args[0])), number = TRY(int_argument(vm, args[1]));
  if (::killpg(group, number) < 0) return raise_errno(vm);
  TRY(vm.poll());
  return Value::none();
}
Result<Value> open_process(Vm& vm, const Args& args) {
  return int_or_errno(vm, ::syscall(SYS_pidfd_open, TRY(int_argument(vm, args[0])), static_cast<unsigned>(TRY(int_argument(vm, args[1])))));
}

constexpr NativeMethod kFunctions[] = {
    {"fork", fork_process, "()"}, {"forkpty", fork_terminal, "()"}, {"register_at_fork", register_at_fork, "(*, before=<unset>, after_in_child=<unset>, after_in_parent=<unset>)"},
    {"execv", exec_path, "(path, argv, /)"}, {"execve", exec_with_environment, "(path, argv, env)"}, {"_exit", exit_now, "(status)"}, {"abort", abort_process, "()"},
    {"system", run_command, "(command)"}, {"wait", wait_any, "()"}, {"waitpid", wait_process, "(pid, options, /)"}, {"wait3", wait3_function, "(options)"},
    {"wait4", wait4_function, "(pid, options)"}, {"waitid", waitid_function, "(idtype, id, options, /)"}, {"WEXITSTATUS", status_number<exit_status>, "(status)"},
    {"WTERMSIG", status_number<term_signal>, "(status)"}, {"WSTOPSIG", status_number<stop_signal>, "(status)"}, {"WIFEXITED", status_flag<has_exited>, "(status)"},
    {"WIFSIGNALED", status_flag<was_signaled>, "(status)"}, {"WIFSTOPPED", status_flag<is_stopped>, "(status)"}, {"WIFCONTINUED", status_flag<is_continued>, "(status)"},
    {"WCOREDUMP", status_flag<dumped_core>, "(status, /)"}, {"waitstatus_to_exitcode", status_to_code, "(status)"}, {"kill", kill_process, "(pid, signal, /)"},
    {"killpg", kill_group, "(pgid, signal, /)"}, {"pidfd_open", open_process, "(pid, flags=0)"},
};

}  // namespace

Result<void> run_before_fork(Vm& vm) {
  const Value hooks = vm.services->fork_hooks[0];
  if (!hooks.is(kind::List)) return {};
  for (std::uint64_t i = hooks.as<List>()->length; i-- > 0;) call_hook(vm, hooks.as<List>()->storage->items[i]);
  return {};
}

Result<void> run_after_fork(Vm& vm, bool in_child) {
  if (in_child) {
    forget_other_threads(vm);
    if (vm.services->tier_up) vm.services->tier_up->after_fork();
  }
  const Value hooks = vm.services->fork_hooks[in_child ? 1 : 2];
  if (!hooks.is(kind::List)) return {};
  for (std::uint64_t i = 0; i < hooks.as<List>()->length; ++i) call_hook(vm, hooks.as<List>()->storage->items[i]);
  return {};
}

Result<Value> rusage_value(Vm& vm, const struct rusage& usage) {
  const auto seconds = [](const timeval& time) { return Value::from_double(static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6); };
  Value values[16] = {seconds(usage.ru_utime), seconds(usage.ru_stime)};
  const long numbers[] = {usage.ru_maxrss, usage.ru_ixrss, usage.ru_idrss, usage.ru_isrss, usage.ru_minflt, usage.ru_majflt, usage.ru_nswap,
                          usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals, usage.ru_nvcsw, usage.ru_nivcsw};
  for (int i = 0; i < 14; ++i) values[i + 2] = TRY(new_int(vm, numbers[i]));
  return new_struct_sequence(vm, kRusage, values);
}

Result<Value> rusage_type(Vm& vm) { return Value::from_cell(TRY(struct_sequence_type(vm, kRusage))); }

Result<void> add_process_types(Vm& vm, Module* module) {
  return set_module_value(vm, module, "waitid_result", Value::from_cell(TRY(struct_sequence_type(vm, kWaitidResult))));
}

FunctionTable process_functions() { return kFunctions; }

}  // namespace tauraro::posix
