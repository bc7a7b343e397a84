#include "cli/run.h"

#include <climits>
#include <csignal>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytecode/disassembler.h"
#include "cli/environment.h"
#include "cli/interactive.h"
#include "compile/compile.h"
#include "modules/signal/signals.h"
#include "modules/sys/sys.h"
#include "object/operations.h"
#include "vm/import.h"

namespace tauraro {
namespace {

constexpr int kTimeExit = 124, kLimitExit = 125;

std::string read_all(std::FILE* file) {
  std::string content;
  char chunk[65536];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, file)) content.append(chunk, count);
  return content;
}

std::string absolute(const std::string& path) {
  if (!path.empty() && path[0] == '/') return path;
  char here[PATH_MAX];
  if (!getcwd(here, sizeof here)) return path;
  return std::string(here) + "/" + path;
}

/// A directory or an archive, whose module __main__ is the program.
bool holds_main_module(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return false;
  if (S_ISDIR(info.st_mode)) return true;
  if (!S_ISREG(info.st_mode)) return false;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return false;
  constexpr long kMostTail = 65536 + 22;  // the end record and the longest comment behind it
  std::fseek(file, -std::min<long>(kMostTail, static_cast<long>(info.st_size)), SEEK_END);
  const std::string tail = read_all(file);
  std::fclose(file);
  return tail.find(std::string("PK\5\6", 4)) != std::string::npos;
}

/// The text of a program file; false after saying why there is none, with the exit code.
bool read_program(const char* program, const std::string& path, std::string* source, int* exit_code) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) {
    std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", program, absolute(path).c_str(), errno, std::strerror(errno));
    *exit_code = 2;
    return false;
  }
  *source = read_all(file);
  std::fclose(file);
  return true;
}

// ---- signals and time ----

/// The process's signals go to this VM while it lives.
class SignalScope {
 public:
  explicit SignalScope(Vm& vm) : vm_(vm) { claim_signals(vm); }
  ~SignalScope() { release_signals(vm_); }
  SignalScope(const SignalScope&) = delete;
  SignalScope& operator=(const SignalScope&) = delete;

 private:
  Vm& vm_;
};

/// Sleeps until the time is over, then asks the VM to stop.
void* watch_time(void* vm_pointer) {
  Vm& vm = *static_cast<Vm*>(vm_pointer);
  const std::int64_t limit = vm.services->limits.nanoseconds;
  timespec rest{limit / 1'000'000'000, limit % 1'000'000'000};
  while (nanosleep(&rest, &rest) != 0) {
  }
  request(vm, kRequestDeadline);
  return nullptr;
}

void start_limits(Vm& vm) {
  const Limits& limits = vm.services->limits;
  if (limits.fuel) {
    vm.thread->fuel = limits.fuel;
    vm.thread->safepoint = 1;
  }
  if (limits.nanoseconds) {
    pthread_t watcher;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);  // signals are for the program's threads
    if (pthread_create(&watcher, nullptr, watch_time, &vm) == 0) pthread_detach(watcher);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
}

int report_stop(const Vm& vm) {
  switch (static_cast<StopReason>(vm.thread->stop)) {
    case StopReason::Time: std::fprintf(stderr, "tauraro: stopped: time limit reached\n"); return kTimeExit;
    case StopReason::Fuel: std::fprintf(stderr, "tauraro: stopped: out of fuel\n"); return kLimitExit;
    default: std::fprintf(stderr, "tauraro: stopped: memory limit reached\n"); return kLimitExit;
  }
}

/// What the process exits with after the program has ended or raised.
int finish(Vm& vm, bool raised, bool stays, bool greets = false) {
  int code = 0;
  if (vm.thread->stop) {
    (void)flush_standard_streams(vm);
    return report_stop(vm);
  }
  const bool interrupted = raised && vm.pending_is(TypeId::KeyboardInterrupt);
  if (raised) code = stays ? report_in_session(vm) : report_uncaught(vm);
  if (stays) code = run_interactive(vm, greets);
  if (!shut_down(vm)) code = 120;
  if (interrupted) {  // as if the signal had ended the process
    std::signal(SIGINT, SIG_DFL);
    std::raise(SIGINT);
  }
  return code;
}

void print_stats(const CommandLine& line, const Vm& vm) {
#ifdef TAURARO_WITH_JIT
  if (line.engine.jit_options.stats && vm.services->tier_up) print_jit_stats(*vm.services->tier_up);
#else
  (void)line;
  (void)vm;
#endif
}

// ---- the native stack ----

constexpr std::size_t kStackBytes = std::size_t{512} << 20;  // of address space

/// A body to run on a large stack of its own, so that deep recursion through C++ is bounded by Python's limits.
struct StackJob {
  int (*body)(const CommandLine& line);
  const CommandLine* line;
  sigset_t signals{};  ///< the mask to run with: the thread that waits takes no signals
  int result = 0;
  static void* start(void* job_pointer) {
    auto* job = static_cast<StackJob*>(job_pointer);
    pthread_sigmask(SIG_SETMASK, &job->signals, nullptr);
    job->result = job->body(*job->line);
    return nullptr;
  }
};

int on_large_stack(int (*body)(const CommandLine&), const CommandLine& line) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  StackJob job{body, &line};
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &job.signals);
  pthread_t thread;
  if (pthread_create(&thread, &attributes, StackJob::start, &job) != 0) {
    pthread_sigmask(SIG_SETMASK, &job.signals, nullptr);
    return body(line);
  }
  pthread_join(thread, nullptr);
  return job.result;
}

/// Tells the VM how far down the running stack goes.
void use_running_stack(Vm& vm) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* low;
  std::size_t size;
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  constexpr std::size_t kReserve = 1 << 20;
  if (size > 2 * kReserve && size >= kStackBytes / 2) vm.thread->native_stack_limit = static_cast<const char*>(low) + kReserve;
}

// ---- actions ----

/// To standard error; source that does not compile says so when it is run.
void print_bytecode(const std::string& source, const std::string& name) {
  CompileOptions options;
  options.filename = name;
  const CompileResult compiled = compile_source(source, options);
  if (compiled.ok()) std::fputs(disassemble(*compiled.code).c_str(), stderr);
}

/// Whether a finished program is followed by an interactive session.
bool stays_interactive(const CommandLine& line) {
  if (line.stays) return true;
  const char* inspect = line.engine.settings.ignore_environment ? nullptr : std::getenv("PYTHONINSPECT");  // the program may have set it
  return inspect && *inspect && isatty(0);
}

int run_program(const CommandLine& given) {
  CommandLine line = given;
  std::string source, name;
  int exit_code = 0;
  bool has_main_module = false;
  if (!apply_environment(&line)) return 1;
  switch (line.action) {
    case CommandLine::Action::RunFile:
      name = absolute(line.subject);
      has_main_module = holds_main_module(line.subject);
      if (has_main_module) break;
      if (!read_program(line.engine.executable.c_str(), line.subject, &source, &exit_code)) return exit_code;
      if (line.skips_first_line) source.erase(0, std::min(source.find('\n'), source.size()));
      break;
    case CommandLine::Action::RunCode: source = line.subject, name = "<string>"; break;
    case CommandLine::Action::RunModule:
      break;
    default: name = "<stdin>"; break;
  }
  if (has_main_module) line.engine.search_path.clear();
  auto vm = make_vm(line.engine);
  StackScope stack(*vm);
  use_running_stack(*vm);
  const SignalScope signals(*vm);
  start_limits(*vm);
  if (!line.engine.settings.warnings.empty() && import_module(*vm, "warnings").is_raised()) return finish(*vm, true, false);
  if (line.action == CommandLine::Action::RunInput && (isatty(0) || line.stays)) return finish(*vm, false, true, true);
  if (line.action == CommandLine::Action::RunInput) source = read_all(stdin);
  if (line.dumps_bytecode) print_bytecode(source, name);
  const bool is_module = line.action == CommandLine::Action::RunModule;
  const bool raised = (has_main_module ? run_main_of_path(*vm, name) : is_module ? run_module_as_main(*vm, line.subject) : run_main(*vm, source, name)).is_raised();
  const int code = finish(*vm, raised, stays_interactive(line));
  print_stats(line, *vm);
  return code;
}

/// Each program in a fresh VM; output between marker lines.
int run_batch(const CommandLine& line) {
  std::FILE* list = std::fopen(line.subject.c_str(), "r");
  if (!list) return std::fprintf(stderr, "tauraro: can't open file '%s'\n", line.subject.c_str()), 2;
  char path[PATH_MAX];
  while (std::fgets(path, sizeof path, list)) {
    path[std::strcspn(path, "\n")] = 0;
    if (!*path) continue;
    std::printf("\x01" "BEGIN %s\n", path);
    std::fflush(stdout);
    std::fprintf(stderr, "\x01" "BEGIN %s\n", path);
    CommandLine one = line;
    one.action = CommandLine::Action::RunFile;
    one.subject = path;
    one.engine.arguments = {path};
    const int code = run_program(one);
    std::fflush(stdout);
    std::printf("\x01" "END %s %d\n", path, code);
    std::fflush(stdout);
  }
  std::fclose(list);
  return 0;
}

int disassemble_file(const CommandLine& line) {
  std::string source;
  int exit_code = 0;
  if (!read_program(line.engine.executable.c_str(), line.subject, &source, &exit_code)) return exit_code;
  CompileOptions options;
  options.filename = line.subject;
  options.is_program_file = true;
  const CompileResult compiled = compile_source(source, options);
  if (!compiled.ok()) {
    std::fprintf(stderr, "%s:%d: %s\n", line.subject.c_str(), compiled.error.line, compiled.error.message.c_str());
    return 1;
  }
  std::fputs(disassemble(*compiled.code).c_str(), stdout);
  return 0;
}

}  // namespace

int run_command(const CommandLine& line) {
  switch (line.action) {
    case CommandLine::Action::Version: std::printf("Tauraro 0.1.0 (Python 3.11.2)\n"); return 0;
    case CommandLine::Action::Help: std::fputs(kHelpText, stdout); return 0;
    case CommandLine::Action::Wrong:
      std::fprintf(stderr, "%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `python -h' for more information.\n", line.problem.c_str(), line.engine.executable.c_str());
      return 2;
    case CommandLine::Action::Disassemble: return disassemble_file(line);
    case CommandLine::Action::Batch: return on_large_stack(run_batch, line);
    default: return on_large_stack(run_program, line);
  }
}

}  // namespace tauraro
