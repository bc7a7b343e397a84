// The module fcntl.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include <cstring>

#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "object/bytes.h"

namespace tauraro {
namespace {

constexpr std::size_t kBufferBytes = 1024;

/// An unsigned int of Argument Clinic's "I": modulo 2^32.
Result<unsigned> masked_number(Vm& vm, Value value) { return masked_c_uint(vm, value); }

/// str (as UTF-8) or bytes as the content of a buffer argument; false when it is neither.
Result<bool> content_of(Vm& vm, Value value, std::string* content) {
  if (is_instance(vm, value, TypeId::Str)) {
    *content = to_utf8(vm, value.as<Str>());
    return true;
  }
  if (!is_bytes_like(vm, value)) return false;
  BufferView view;
  TRY(view.open(vm, value));
  *content = view.view();
  return true;
}

Result<Value> call_fcntl(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0])), command = TRY(clinic_c_int(vm, args[1]));
  std::string content;
  if (args.has(2) && TRY(content_of(vm, args[2], &content))) {
    if (content.size() > kBufferBytes) return vm.raise(TypeId::ValueError, "fcntl string arg too long");
    char buffer[kBufferBytes + 1] = {};
    std::memcpy(buffer, content.data(), content.size());
    if (TRY(system_call(vm, [&] { return ::fcntl(descriptor, command, buffer); })) < 0) return posix::raise_errno(vm);
    return value_of(TRY(new_bytes(vm, {buffer, content.size()})));
  }
  const unsigned number = args.has(2) ? TRY(masked_number(vm, args[2])) : 0;
  return posix::int_or_errno(vm, TRY(system_call(vm, [&] { return ::fcntl(descriptor, command, static_cast<int>(number)); })));
}

/// ioctl() with a writable buffer that takes the result.
Result<Value> ioctl_in_place(Vm& vm, int descriptor, unsigned request, BufferView& view) {
  char buffer[kBufferBytes + 1];
  const bool fits = view.length() <= kBufferBytes;
  char* data = fits ? buffer : view.data();
  if (fits) {
    std::memcpy(buffer, view.data(), view.length());
    buffer[view.length()] = 0;
  }
  const long outcome = TRY(system_call(vm, [&] { return ::ioctl(descriptor, request, data); }));
  if (fits) std::memcpy(view.data(), buffer, view.length());
  return posix::int_or_errno(vm, outcome);
}

Result<Value> call_ioctl(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0]));
  const unsigned request = TRY(masked_number(vm, args[1]));
  const bool mutates = TRY(truth(vm, args[3]));
  std::string content;
  if (args.has(2) && is_bytes_like(vm, args[2]) && !is_instance(vm, args[2], TypeId::Bytes) && mutates) {
    BufferView view;
    if (!view.open(vm, args[2], true).is_raised()) return ioctl_in_place(vm, descriptor, request, view);
    if (vm.catch_pending().is_empty()) return Raised{};
  }
  if (args.has(2) && TRY(content_of(vm, args[2], &content))) {
    if (content.size() > kBufferBytes) return vm.raise(TypeId::ValueError, "ioctl string arg too long");
    char buffer[kBufferBytes + 1] = {};
    std::memcpy(buffer, content.data(), content.size());
    if (TRY(system_call(vm, [&] { return ::ioctl(descriptor, request, buffer); })) < 0) return posix::raise_errno(vm);
    return value_of(TRY(new_bytes(vm, {buffer, content.size()})));
  }
  const int number = args.has(2) ? TRY(clinic_c_int(vm, args[2])) : 0;
  return posix::int_or_errno(vm, TRY(system_call(vm, [&] { return ::ioctl(descriptor, request, number); })));
}

Result<Value> call_flock(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0])), operation = TRY(clinic_c_int(vm, args[1]));
  return posix::none_or_errno(vm, TRY(system_call(vm, [&] { return ::flock(descriptor, operation); })));
}

Result<Value> call_lockf(Vm& vm, const Args& args) {
  const int descriptor = TRY(posix::descriptor_argument(vm, args[0])), operation = TRY(clinic_c_int(vm, args[1]));
  struct flock lock {};
  if (operation == LOCK_UN) lock.l_type = F_UNLCK;
  else if (operation & LOCK_SH) lock.l_type = F_RDLCK;
  else if (operation & LOCK_EX) lock.l_type = F_WRLCK;
  else return vm.raise(TypeId::ValueError, "unrecognized lockf argument");
  lock.l_len = args.has(2) ? TRY(posix::long_argument(vm, args[2])) : 0;
  lock.l_start = args.has(3) ? TRY(posix::long_argument(vm, args[3])) : 0;
  lock.l_whence = static_cast<short>(TRY(clinic_c_int(vm, args[4])));
  return posix::none_or_errno(vm, TRY(system_call(vm, [&] { return ::fcntl(descriptor, operation & LOCK_NB ? F_SETLK : F_SETLKW, &lock); })));
}

constexpr NativeMethod kFunctions[] = {
    {"fcntl", call_fcntl, "(fd, cmd, arg=0, /)"},
    {"ioctl", call_ioctl, "(fd, request, arg=0, mutate_flag=True, /)"},
    {"flock", call_flock, "(fd, operation, /)"},
    {"lockf", call_lockf, "(fd, cmd, len=0, start=0, whence=0, /)"},
};

struct Constant {
  const char* name;
  std::int64_t number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    NUMBER(LOCK_SH), NUMBER(LOCK_EX), NUMBER(LOCK_NB), NUMBER(LOCK_UN), NUMBER(LOCK_MAND), NUMBER(LOCK_READ), NUMBER(LOCK_WRITE), NUMBER(LOCK_RW),
    NUMBER(F_DUPFD), NUMBER(F_DUPFD_CLOEXEC), NUMBER(F_GETFD), NUMBER(F_SETFD), NUMBER(F_GETFL), NUMBER(F_SETFL), NUMBER(F_GETLK), NUMBER(F_SETLK),
    NUMBER(F_SETLKW), NUMBER(F_OFD_GETLK), NUMBER(F_OFD_SETLK), NUMBER(F_OFD_SETLKW), NUMBER(F_GETOWN), NUMBER(F_SETOWN), NUMBER(F_GETSIG), NUMBER(F_SETSIG),
    NUMBER(F_RDLCK), NUMBER(F_WRLCK), NUMBER(F_UNLCK), {"F_GETLK64", 5}, {"F_SETLK64", 6}, {"F_SETLKW64", 7}, NUMBER(FASYNC), NUMBER(F_SETLEASE),
    NUMBER(F_GETLEASE), NUMBER(F_NOTIFY), NUMBER(F_EXLCK), NUMBER(F_SHLCK), NUMBER(DN_ACCESS), NUMBER(DN_MODIFY), NUMBER(DN_CREATE), NUMBER(DN_DELETE),
    NUMBER(DN_RENAME), NUMBER(DN_ATTRIB), NUMBER(DN_MULTISHOT), NUMBER(FD_CLOEXEC), NUMBER(F_GETPIPE_SZ), NUMBER(F_SETPIPE_SZ), NUMBER(F_ADD_SEALS),
    NUMBER(F_GET_SEALS), NUMBER(F_SEAL_GROW), NUMBER(F_SEAL_SEAL), NUMBER(F_SEAL_SHRINK), NUMBER(F_SEAL_WRITE),
};
#undef NUMBER

Result<void> initialize(Vm& vm, Module* module) {
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  return {};
}

constexpr NativeModuleSpec kSpec{"fcntl", kFunctions, initialize,
                                 "This module performs file control and I/O control on file\ndescriptors.  It is an interface to the fcntl() and ioctl() Unix\nroutines.  File descriptors can be obtained with the fileno() method of\na file or socket object."};

}  // namespace

const NativeModuleSpec& fcntl_module() { return kSpec; }

}  // namespace tauraro
