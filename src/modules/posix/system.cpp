// The machine: its name, its clocks and counters, its configuration, random bytes, the environment.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstring>

#include "modules/posix/posix.h"
#include "object/bytes.h"

namespace tauraro::posix {
namespace {

constexpr StructField kUnameFields[] = {{"sysname", "operating system name"}, {"nodename", "name of machine on network (implementation-defined)"},
                                        {"release", "operating system release"}, {"version", "operating system version"}, {"machine", "hardware identifier"}};
constexpr StructSequenceSpec kUname("posix.uname_result", kUnameFields, 5, "uname_result: Result from os.uname().");
constexpr StructField kTimesFields[] = {{"user", "user time"}, {"system", "system time"}, {"children_user", "user time of children"},
                                        {"children_system", "system time of children"}, {"elapsed", "elapsed time since an arbitrary point in the past"}};
constexpr StructSequenceSpec kTimes("posix.times_result", kTimesFields, 5, "times_result: Result from os.times().");
constexpr StructField kTerminalFields[] = {{"columns", "width of the terminal window in characters"}, {"lines", "height of the terminal window in characters"}};
constexpr StructSequenceSpec kTerminal("os.terminal_size", kTerminalFields, 2, "A tuple of (columns, lines) for holding terminal window size");

constexpr NamedNumber kSysconfNames[] = {
#define SYSCONF_NAME(name) {#name, _##name},
#include "modules/posix/configuration_names.def"
};
constexpr NamedNumber kConfstrNames[] = {
#define CONFSTR_NAME(name) {#name, _##name},
#include "modules/posix/configuration_names.def"
};

Result<Value> uname_function(Vm& vm, const Args&) {
  utsname names;
  if (::uname(&names) < 0) return raise_errno(vm);
  Value values[5];
  const char* texts[] = {names.sysname, names.nodename, names.release, names.version, names.machine};
  for (int i = 0; i < 5; ++i) values[i] = TRY(decode_path(vm, texts[i]));
  return new_struct_sequence(vm, kUname, values);
}

Result<Value> times_function(Vm& vm, const Args&) {
  tms used;
  const clock_t elapsed = ::times(&used);
  if (elapsed == static_cast<clock_t>(-1)) return raise_errno(vm);
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  Value values[5];
  const clock_t numbers[] = {used.tms_utime, used.tms_stime, used.tms_cutime, used.tms_cstime, elapsed};
  for (int i = 0; i < 5; ++i) values[i] = Value::from_double(static_cast<double>(numbers[i]) / ticks);
  return new_struct_sequence(vm, kTimes, values);
}

Result<Value> terminal_size(Vm& vm, const Args& args) {
  const int descriptor = args.has(0) ? TRY(int_argument(vm, args[0])) : STDOUT_FILENO;
  winsize size;
  if (::ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_errno(vm);
  const Value values[] = {Value::from_int(size.ws_col), Value::from_int(size.ws_row)};
  return new_struct_sequence(vm, kTerminal, values);
}

Result<Value> system_configuration(Vm& vm, const Args& args) {
  const int name = TRY(named_number(vm, args[0], kSysconfNames));
  errno = 0;
  const long value = ::sysconf(name);
  if (value == -1 && errno) return raise_errno(vm);
  return new_int(vm, value);
}
Result<Value> text_configuration(Vm& vm, const Args& args) {
  const int name = TRY(named_number(vm, args[0], kConfstrNames));
  errno = 0;
  const std::size_t length = ::confstr(name, nullptr, 0);
  if (length == 0) return errno ? Result<Value>(raise_errno(vm)) : Value::none();
  std::string text(length, '\0');
  ::confstr(name, text.data(), length);
  text.resize(length - 1);
  return decode_path(vm, text);
}

Result<Value> processor_count(Vm&, const Args&) {
  const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? Value::none() : Value::from_int(count);
}
Result<Value> load_average(Vm& vm, const Args&) {
  double load[3];
  if (::getloadavg(load, 3) != 3) return vm.raise(TypeId::OSError, "Load averages are unobtainable");
  return new_tuple_of(vm, {Value::from_double(load[0]), Value::from_double(load[1]), Value::from_double(load[2])});
}

Result<Value> random_bytes(Vm& vm, const Args& args) {
  const std::int64_t size = TRY(index_to_int64(vm, args[0]));
  if (size < 0) return vm.raise(TypeId::ValueError, "negative argument not allowed");
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(size)));
  for (std::uint64_t done = 0; done < bytes->length;) {
    const long count = TRY(system_call(vm, [&] { return ::getrandom(bytes->data + done, std::min<std::uint64_t>(bytes->length - done, 1 << 20), 0); }));
    if (count < 0) return raise_errno(vm);
    done += static_cast<std::uint64_t>(count);
  }
  return Value::from_cell(bytes);
}
Result<Value> get_random(Vm& vm, const Args& args) {
  const std::int64_t size = TRY(index_to_int64(vm, args[0]));
  const int flags = TRY(int_argument(vm, args[1]));
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(vm);
  }
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(size)));
  const long count = TRY(system_call(vm, [&] { return ::getrandom(bytes->data, bytes->length, static_cast<unsigned>(flags)); }));
  if (count < 0) return raise_errno(vm);
  return Value::from_cell(TRY(new_bytes(vm, {bytes->data, static_cast<std::size_t>(count)})));
}

Result<Value> error_text(Vm& vm, const Args& args) { return decode_path(vm, ::strerror(TRY(int_argument(vm, args[0])))); }
Result<Value> terminal_path(Vm& vm, const Args&) {
  char name[L_ctermid];
  return decode_path(vm, ::ctermid(name));
}

Result<Value> put_environment(Vm& vm, const Args& args) {
  const std::string name = TRY(file_system_path(vm, args[0])), value = TRY(file_system_path(vm, args[1]));
  if (name.find('=') != std::string::npos) return vm.raise(TypeId::ValueError, "illegal environment variable name");
  return none_or_errno(vm, ::setenv(name.c_str(), value.c_str(), 1));
}
Result<Value> unset_environment(Vm& vm, const Args& args) {
  const std::string name = TRY(file_system_path(vm, args[0]));
  return none_or_errno(vm, ::unsetenv(name.c_str()));
}

constexpr NativeMethod kFunctions[] = {
    {"uname", uname_function, "()"}, {"times", times_function, "()"}, {"get_terminal_size", terminal_size, "(fd=<unset>, /)"}, {"sysconf", system_configuration, "(name, /)"},
    {"confstr", text_configuration, "(name, /)"}, {"cpu_count", processor_count, "()"}, {"getloadavg", load_average, "()"}, {"urandom", random_bytes, "(size, /)"},
    {"getrandom", get_random, "(size, flags=0)"}, {"strerror", error_text, "(code, /)"}, {"ctermid", terminal_path, "()"},
    {"putenv", put_environment, "(name, value, /)"}, {"unsetenv", unset_environment, "(name, /)"},
};

}  // namespace

Result<void> add_system_types(Vm& vm, Module* module) {
  TRY(set_module_value(vm, module, "uname_result", Value::from_cell(TRY(struct_sequence_type(vm, kUname)))));
  TRY(set_module_value(vm, module, "times_result", Value::from_cell(TRY(struct_sequence_type(vm, kTimes)))));
  TRY(set_module_value(vm, module, "terminal_size", Value::from_cell(TRY(struct_sequence_type(vm, kTerminal)))));
  TRY(set_module_value(vm, module, "sysconf_names", TRY(names_dict(vm, kSysconfNames))));
  TRY(set_module_value(vm, module, "confstr_names", TRY(names_dict(vm, kConfstrNames))));
  return set_module_value(vm, module, "pathconf_names", TRY(names_dict(vm, pathconf_names())));
}

FunctionTable system_functions() { return kFunctions; }

}  // namespace tauraro::posix
