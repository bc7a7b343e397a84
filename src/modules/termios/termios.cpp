// The module termios: terminals.
#include <asm/ioctls.h>
#include <linux/serial.h>
#include <linux/tty.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <cstring>

#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "object/bytes.h"

namespace tauraro {
namespace {

constexpr NativeTypeSpec kError{"termios.error", {}};

Raised raise_terminal_error(Vm& vm) {
  const int error = errno;
  const Result<Value> text = str_value(vm, std::strerror(error));
  if (text.is_raised()) return Raised{};
  const Result<Value> exception = vm.call(value_of(vm.native_type(kError)), {Value::from_int(error), text.value()});
  return exception.is_raised() ? Raised{} : vm.raise_object(exception.value());
}

Result<Value> none_or_error(Vm& vm, long outcome) { return outcome < 0 ? Result<Value>(raise_terminal_error(vm)) : Result<Value>(Value::none()); }

Result<Value> get_attributes(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0]));
  ::termios mode;
  if (TRY(system_call(vm, [&] { return ::tcgetattr(descriptor, &mode); })) < 0) return raise_terminal_error(vm);
  List* characters = TRY(new_list(vm));
  for (int i = 0; i < NCCS; ++i) {
    const bool is_number = !(mode.c_lflag & ICANON) && (i == VMIN || i == VTIME);
    const char character = static_cast<char>(mode.c_cc[i]);
    TRY(list_append(vm, characters, is_number ? Value::from_int(mode.c_cc[i]) : value_of(TRY(new_bytes(vm, {&character, 1})))));
  }
  List* list = TRY(new_list(vm));
  for (const unsigned number : {mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag, ::cfgetispeed(&mode), ::cfgetospeed(&mode)})
    TRY(list_append(vm, list, Value::from_int(number)));
  TRY(list_append(vm, list, value_of(characters)));
  return value_of(list);
}

Result<void> read_characters(Vm& vm, Value value, ::termios* mode) {
  if (!value.is(kind::List) || value.as<List>()->length != NCCS)
    return vm.raise_error(TypeId::TypeError, "tcsetattr: attributes[6] must be ", NCCS, " element list");
  for (int i = 0; i < NCCS; ++i) {
    const Value item = value.as<List>()->storage->items[i];
    if (item.is(kind::Bytes) && item.as<Bytes>()->length == 1) mode->c_cc[i] = static_cast<cc_t>(item.as<Bytes>()->data[0]);
    else if (is_int_like(item)) mode->c_cc[i] = static_cast<cc_t>(TRY(index_to_int64(vm, item)));
    else return vm.raise(TypeId::TypeError, "tcsetattr: elements of attributes must be characters or integers");
  }
  return {};
}

Result<Value> set_attributes(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0])), when = TRY(clinic_c_int(vm, args[1]));
  if (!args[2].is(kind::List) || args[2].as<List>()->length != 7) return vm.raise(TypeId::TypeError, "tcsetattr, arg 3: must be 7 element list");
  ::termios mode;
  if (::tcgetattr(descriptor, &mode) < 0) return raise_terminal_error(vm);
  std::int64_t numbers[6];
  for (int i = 0; i < 6; ++i) numbers[i] = TRY(index_to_int64(vm, args[2].as<List>()->storage->items[i]));
  mode.c_iflag = static_cast<tcflag_t>(numbers[0]);
  mode.c_oflag = static_cast<tcflag_t>(numbers[1]);
  mode.c_cflag = static_cast<tcflag_t>(numbers[2]);
  mode.c_lflag = static_cast<tcflag_t>(numbers[3]);
  TRY(read_characters(vm, args[2].as<List>()->storage->items[6], &mode));
  if (::cfsetispeed(&mode, static_cast<speed_t>(numbers[4])) < 0 || ::cfsetospeed(&mode, static_cast<speed_t>(numbers[5])) < 0) return raise_terminal_error(vm);
  return none_or_error(vm, TRY(system_call(vm, [&] { return ::tcsetattr(descriptor, when, &mode); })));
}

template <int (*kCall)(int, int)>
Result<Value> with_number(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0])), number = TRY(clinic_c_int(vm, args[1]));
  return none_or_error(vm, TRY(system_call(vm, [&] { return kCall(descriptor, number); })));
}
Result<Value> drain(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0]));
  return none_or_error(vm, TRY(system_call(vm, [&] { return ::tcdrain(descriptor); })));
}

Result<Value> get_window_size(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0]));
  winsize size;
  if (::ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_terminal_error(vm);
  return tuple_value(vm, {Value::from_int(size.ws_row), Value::from_int(size.ws_col)});
}

Result<Value> set_window_size(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0]));
  if ((!args[1].is(kind::List) && !args[1].is(kind::Tuple)) || TRY(length(vm, args[1])) != 2)
    return vm.raise(TypeId::TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
  const Tuple* pair = TRY(tuple_from(vm, args[1]));
  const std::int64_t rows = TRY(index_to_int64(vm, pair->items[0])), columns = TRY(index_to_int64(vm, pair->items[1]));
  winsize size;
  if (::ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_terminal_error(vm);
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  if (size.ws_row != rows || size.ws_col != columns) return vm.raise(TypeId::OverflowError, "winsize value(s) out of range.");
  return none_or_error(vm, ::ioctl(descriptor, TIOCSWINSZ, &size));
}

constexpr NativeMethod kFunctions[] = {
    {"tcgetattr", get_attributes, "(fd, /)"},
    {"tcsetattr", set_attributes, "(fd, when, attributes, /)"},
    {"tcsendbreak", with_number<::tcsendbreak>, "(fd, duration, /)"},
    {"tcdrain", drain, "(fd, /)"},
    {"tcflush", with_number<::tcflush>, "(fd, queue, /)"},
    {"tcflow", with_number<::tcflow>, "(fd, action, /)"},
    {"tcgetwinsize", get_window_size, "(fd, /)"},
    {"tcsetwinsize", set_window_size, "(fd, winsize, /)"},
};

struct Constant {
  const char* name;
  std::int64_t number;
};
constexpr Constant kConstants[] = {
#define TERMIOS(name) {#name, static_cast<std::int64_t>(name)},
#define TERMIOS_NUMBER(name, number) {#name, number},
#include "modules/termios/constants.def"
};

Result<void> initialize(Vm& vm, Module* module) {
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  Type* error = vm.native_type(kError);
  if (!error) error = TRY(make_exception_type(vm, kError, TypeId::Exception));
  return set_module_value(vm, module, "error", value_of(error));
}

constexpr NativeModuleSpec kSpec{"termios", kFunctions, initialize,
                                 "This module provides an interface to the Posix calls for tty I/O control.\n\nFor a complete description of these calls, see the Posix or Unix manual\npages. It is only available for those Unix versions that support Posix\ntermios style tty I/O control (and then only if configured at installation\ntime).\n\nAll functions in this module take a file descriptor fd as their first\nargument. This can be an integer file descriptor, such as returned by\nsys.stdin.fileno(), or a file object, such as sys.stdin itself."};

}  // namespace

const NativeModuleSpec& termios_module() { return kSpec; }

}  // namespace tauraro
