// Descriptors: open, read, write, pipes.
#include <fcntl.h>
#include <pty.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "modules/posix/posix.h"
#include "object/bytes.h"
#include "vm/services.h"

namespace tauraro::posix {
namespace {

Result<Value> open_file(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "open"));
  const int flags = TRY(int_argument(vm, args[1])), mode = TRY(int_argument(vm, args[2])), directory = TRY(directory_argument(vm, args[3]));
  const long descriptor = TRY(system_call(vm, [&] { return ::openat(directory, path.c_str(), flags | O_CLOEXEC, mode); }));
  if (descriptor < 0) return raise_path_error(vm, path);
  return Value::from_int(descriptor);
}

Result<Value> close_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  long outcome;
  {
    Blocking blocking(vm);
    outcome = ::close(descriptor);
  }
  return none_or_errno(vm, outcome < 0 && errno == EINTR ? 0 : outcome);
}

Result<Value> closerange(Vm& vm, const Args& args) {
  const int low = TRY(int_argument(vm, args[0])), high = TRY(int_argument(vm, args[1]));
  if (low < high && low >= 0) ::close_range(static_cast<unsigned>(low), static_cast<unsigned>(high - 1), 0);
  return Value::none();
}

Result<Value> read_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const std::int64_t length = TRY(index_to_int64(vm, args[1]));
  if (length < 0) {
    errno = EINVAL;
    return raise_errno(vm);
  }
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(std::min<std::int64_t>(length, 0x7ffff000))));
  const long count = TRY(system_call(vm, [&] { return ::read(descriptor, bytes->data, bytes->length); }));
  if (count < 0) return raise_errno(vm);
  if (static_cast<std::uint64_t>(count) == bytes->length) return Value::from_cell(bytes);
  return Value::from_cell(TRY(new_bytes(vm, {bytes->data, static_cast<std::size_t>(count)})));
}

Result<Value> write_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  BufferView content;
  TRY(content.open(vm, args[1]));
  return int_or_errno(vm, TRY(system_call(vm, [&] { return ::write(descriptor, content.data(), std::min<std::size_t>(content.length(), 0x7ffff000)); })));
}

Result<Value> pread_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const std::int64_t length = TRY(long_argument(vm, args[1])), offset = TRY(long_argument(vm, args[2]));
  if (length < 0) {
    errno = EINVAL;
    return raise_errno(vm);
  }
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, static_cast<std::uint64_t>(length)));
  const long count = TRY(system_call(vm, [&] { return ::pread(descriptor, bytes->data, bytes->length, offset); }));
  if (count < 0) return raise_errno(vm);
  return Value::from_cell(TRY(new_bytes(vm, {bytes->data, static_cast<std::size_t>(count)})));
}

Result<Value> pwrite_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  BufferView content;
  TRY(content.open(vm, args[1]));
  const std::int64_t offset = TRY(long_argument(vm, args[2]));
  return int_or_errno(vm, TRY(system_call(vm, [&] { return ::pwrite(descriptor, content.data(), content.length(), offset); })));
}

/// The buffers of a sequence, open while it lives.
struct Vectors {
  std::vector<std::unique_ptr<BufferView>> views;
  std::vector<iovec> rows;
};

Result<void> open_vectors(Vm& vm, Value sequence, bool writable, const char* function, Vectors& out) {
  if (!sequence.is(kind::List) && !sequence.is(kind::Tuple) && !vm.type_of(sequence)->has(Special::GetItem))
    return vm.raise_error(TypeId::TypeError, function, "() arg 2 must be a sequence");
  return for_each(vm, sequence, [&](Value item) -> Result<bool> {
    auto view = std::make_unique<BufferView>();
    TRY(view->open(vm, item, writable));
    out.rows.push_back({view->data(), view->length()});
    out.views.push_back(std::move(view));
    return true;
  });
}

template <bool Writes>
Result<Value> vectors_at(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  Vectors vectors;
  TRY(open_vectors(vm, args[1], !Writes, Writes ? "writev" : "readv", vectors));
  const int count = static_cast<int>(vectors.rows.size());
  if (args.count == 2)
    return int_or_errno(vm, TRY(system_call(vm, [&] { return Writes ? ::writev(descriptor, vectors.rows.data(), count) : ::readv(descriptor, vectors.rows.data(), count); })));
  const std::int64_t offset = TRY(long_argument(vm, args[2]));
  const int flags = TRY(int_argument(vm, args[3]));
  return int_or_errno(vm, TRY(system_call(vm, [&] {
                        return Writes ? ::pwritev2(descriptor, vectors.rows.data(), count, offset, flags) : ::preadv2(descriptor, vectors.rows.data(), count, offset, flags);
                      })));
}

Result<Value> seek(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const std::int64_t offset = TRY(long_argument(vm, args[1]));
  const int whence = TRY(int_argument(vm, args[2]));
  return int_or_errno(vm, ::lseek(descriptor, offset, whence));
}

Result<Value> truncate_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const std::int64_t length = TRY(long_argument(vm, args[1]));
  return none_or_errno(vm, TRY(system_call(vm, [&] { return ::ftruncate(descriptor, length); })));
}

#define SYNC(name, call)                                                                          \
  Result<Value> name(Vm& vm, const Args& args) {                                                  \
    const int descriptor = TRY(descriptor_argument(vm, args[0]));                                 \
    return none_or_errno(vm, TRY(system_call(vm, [&] { return call(descriptor); })));             \
  }
SYNC(sync_file, ::fsync) SYNC(sync_data, ::fdatasync) SYNC(change_directory_to, ::fchdir)
#undef SYNC

Result<Value> duplicate(Vm& vm, const Args& args) { return int_or_errno(vm, ::fcntl(TRY(int_argument(vm, args[0])), F_DUPFD_CLOEXEC, 0)); }

Result<Value> duplicate_to(Vm& vm, const Args& args) {
  const int from = TRY(int_argument(vm, args[0])), to = TRY(int_argument(vm, args[1]));
  const bool inheritable = TRY(truth(vm, args[2]));
  if (from < 0 || to < 0) {
    errno = EBADF;
    return raise_errno(vm);
  }
  return int_or_errno(vm, TRY(system_call(vm, [&] { return inheritable || from == to ? ::dup2(from, to) : ::dup3(from, to, O_CLOEXEC); })));
}

Result<Value> pair_of(Vm& vm, int first, int second) { return new_tuple_of(vm, {Value::from_int(first), Value::from_int(second)}); }

Result<Value> make_pipe(Vm& vm, const Args&) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0) return raise_errno(vm);
  return pair_of(vm, ends[0], ends[1]);
}
Result<Value> make_pipe2(Vm& vm, const Args& args) {
  int ends[2];
  if (::pipe2(ends, TRY(int_argument(vm, args[0]))) < 0) return raise_errno(vm);
  return pair_of(vm, ends[0], ends[1]);
}

Result<Value> open_terminal_pair(Vm& vm, const Args&) {
  int master, slave;
  if (::openpty(&master, &slave, nullptr, nullptr, nullptr) < 0) return raise_errno(vm);
  ::fcntl(master, F_SETFD, FD_CLOEXEC);
  ::fcntl(slave, F_SETFD, FD_CLOEXEC);
  return pair_of(vm, master, slave);
}
Result<Value> login_terminal(Vm& vm, const Args& args) { return none_or_errno(vm, ::login_tty(TRY(descriptor_argument(vm, args[0])))); }

Result<Value> is_terminal(Vm& vm, const Args& args) { return Value::from_bool(::isatty(TRY(int_argument(vm, args[0])))); }

Result<Value> terminal_name(Vm& vm, const Args& args) {
  char name[256];
  const int error = ::ttyname_r(TRY(int_argument(vm, args[0])), name, sizeof name);
  if (error) return vm.raise_os_error(error);
  return decode_path(vm, name);
}

Result<Value> get_inheritable(Vm& vm, const Args& args) {
  const int flags = ::fcntl(TRY(int_argument(vm, args[0])), F_GETFD);
  return flags < 0 ? Result<Value>(raise_errno(vm)) : Value::from_bool(!(flags & FD_CLOEXEC));
}
Result<Value> set_inheritable(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0])), inheritable = TRY(int_argument(vm, args[1]));
  const int flags = ::fcntl(descriptor, F_GETFD);
  return none_or_errno(vm, flags < 0 ? flags : ::fcntl(descriptor, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC));
}
Result<Value> get_blocking(Vm& vm, const Args& args) {
  const int flags = ::fcntl(TRY(int_argument(vm, args[0])), F_GETFL);
  return flags < 0 ? Result<Value>(raise_errno(vm)) : Value::from_bool(!(flags & O_NONBLOCK));
}
Result<Value> set_blocking(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const bool blocking = TRY(truth(vm, args[1]));
  const int flags = ::fcntl(descriptor, F_GETFL);
  return none_or_errno(vm, flags < 0 ? flags : ::fcntl(descriptor, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

Result<Value> lock_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0])), command = TRY(int_argument(vm, args[1]));
  const std::int64_t length = TRY(long_argument(vm, args[2]));
  return none_or_errno(vm, TRY(system_call(vm, [&] { return ::lockf(descriptor, command, length); })));
}

Result<Value> fadvise(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0])), advice = TRY(int_argument(vm, args[3]));
  const std::int64_t offset = TRY(long_argument(vm, args[1])), length = TRY(long_argument(vm, args[2]));
  const int error = ::posix_fadvise(descriptor, offset, length, advice);
  return error ? Result<Value>(vm.raise_os_error(error)) : Value::none();
}
Result<Value> fallocate_file(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const std::int64_t offset = TRY(long_argument(vm, args[1])), length = TRY(long_argument(vm, args[2]));
  int error;
  {
    Blocking blocking(vm);
    error = ::posix_fallocate(descriptor, offset, length);
  }
  return error ? Result<Value>(vm.raise_os_error(error)) : Value::none();
}

Result<Value> send_file(Vm& vm, const Args& args) {
  const int out = TRY(int_argument(vm, args[0])), in = TRY(int_argument(vm, args[1]));
  const std::int64_t count = TRY(long_argument(vm, args[3]));
  if (count < 0) return vm.raise(TypeId::ValueError, "count cannot be negative");
  if (args[2].is_none()) return int_or_errno(vm, TRY(system_call(vm, [&] { return ::sendfile(out, in, nullptr, static_cast<std::size_t>(count)); })));
  off_t offset = TRY(long_argument(vm, args[2]));
  return int_or_errno(vm, TRY(system_call(vm, [&] { return ::sendfile(out, in, &offset, static_cast<std::size_t>(count)); })));
}

Result<Value> copy_range(Vm& vm, const Args& args) {
  const int from = TRY(int_argument(vm, args[0])), to = TRY(int_argument(vm, args[1]));
  const std::int64_t count = TRY(long_argument(vm, args[2]));
  if (count < 0) return vm.raise(TypeId::ValueError, "negative value for 'count' not allowed");
  off64_t in = 0, out = 0;
  if (!args[3].is_none()) in = TRY(long_argument(vm, args[3]));
  if (!args[4].is_none()) out = TRY(long_argument(vm, args[4]));
  return int_or_errno(vm, TRY(system_call(vm, [&] {
                        return ::copy_file_range(from, args[3].is_none() ? nullptr : &in, to, args[4].is_none() ? nullptr : &out, static_cast<std::size_t>(count), 0);
                      })));
}
Result<Value> splice_files(Vm& vm, const Args& args) {
  const int from = TRY(int_argument(vm, args[0])), to = TRY(int_argument(vm, args[1])), flags = TRY(int_argument(vm, args[5]));
  const std::int64_t count = TRY(long_argument(vm, args[2]));
  if (count < 0) return vm.raise(TypeId::ValueError, "negative value for 'count' not allowed");
  off64_t in = 0, out = 0;
  if (!args[3].is_none()) in = TRY(long_argument(vm, args[3]));
  if (!args[4].is_none()) out = TRY(long_argument(vm, args[4]));
  return int_or_errno(vm, TRY(system_call(vm, [&] {
                        return ::splice(from, args[3].is_none() ? nullptr : &in, to, args[4].is_none() ? nullptr : &out, static_cast<std::size_t>(count), static_cast<unsigned>(flags));
                      })));
}

Result<Value> make_memory_file(Vm& vm, const Args& args) {
  const std::string name = TRY(file_system_path(vm, args[0]));
  const unsigned flags = args.has(1) ? static_cast<unsigned>(TRY(int_argument(vm, args[1]))) : MFD_CLOEXEC;
  return int_or_errno(vm, ::memfd_create(name.c_str(), flags));
}

Result<Value> event_descriptor(Vm& vm, const Args& args) {
  const int flags = args.has(1) ? TRY(int_argument(vm, args[1])) : EFD_CLOEXEC;
  return int_or_errno(vm, ::eventfd(static_cast<unsigned>(TRY(long_argument(vm, args[0]))), flags));
}
Result<Value> event_read(Vm& vm, const Args& args) {
  const int descriptor = TRY(descriptor_argument(vm, args[0]));
  eventfd_t value = 0;
  if (TRY(system_call(vm, [&] { return ::eventfd_read(descriptor, &value); })) < 0) return raise_errno(vm);
  return new_int_unsigned(vm, value);
}
Result<Value> event_write(Vm& vm, const Args& args) {
  const int descriptor = TRY(descriptor_argument(vm, args[0]));
  const Value number = TRY(index_of(vm, args[1]));
  const Value high = TRY(int_rshift(vm, number, Value::from_int(32))), low = TRY(int_and(vm, number, Value::from_int(0xffff'ffff)));
  if (!high.is_int() || high.as_int() < 0 || high.as_int() > 0xffff'ffff) return vm.raise(TypeId::OverflowError, "int too big to convert");
  const auto value = static_cast<eventfd_t>(high.as_int() << 32 | low.as_int());
  return none_or_errno(vm, TRY(system_call(vm, [&] { return ::eventfd_write(descriptor, value); })));
}

Result<Value> device_encoding(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  if (!::isatty(descriptor)) return Value::none();
  return Value::from_cell(intern(vm, vm.services->settings.utf8_mode ? "utf-8" : "UTF-8"));
}

Result<Value> terminal_group(Vm& vm, const Args& args) { return int_or_errno(vm, ::tcgetpgrp(TRY(int_argument(vm, args[0])))); }
Result<Value> set_terminal_group(Vm& vm, const Args& args) { return none_or_errno(vm, ::tcsetpgrp(TRY(int_argument(vm, args[0])), TRY(int_argument(vm, args[1])))); }

constexpr NativeMethod kFunctions[] = {
    {"open", open_file, "(path, flags, mode=511, *, dir_fd=None)"}, {"close", close_file, "(fd)"}, {"closerange", closerange, "(fd_low, fd_high, /)"},
    {"read", read_file, "(fd, length, /)"}, {"write", write_file, "(fd, data, /)"}, {"pread", pread_file, "(fd, length, offset, /)"},
    {"pwrite", pwrite_file, "(fd, buffer, offset, /)"}, {"readv", vectors_at<false>, "(fd, buffers, /)"}, {"writev", vectors_at<true>, "(fd, buffers, /)"},
    {"preadv", vectors_at<false>, "(fd, buffers, offset, flags=0, /)"}, {"pwritev", vectors_at<true>, "(fd, buffers, offset, flags=0, /)"},
    {"lseek", seek, "(fd, position, whence, /)"}, {"ftruncate", truncate_file, "(fd, length, /)"}, {"fsync", sync_file, "(fd)"},
    {"fdatasync", sync_data, "(fd)"}, {"fchdir", change_directory_to, "(fd)"}, {"dup", duplicate, "(fd, /)"}, {"dup2", duplicate_to, "(fd, fd2, inheritable=True)"},
    {"pipe", make_pipe, "()"}, {"pipe2", make_pipe2, "(flags, /)"}, {"openpty", open_terminal_pair, "()"}, {"login_tty", login_terminal, "(fd, /)"},
    {"isatty", is_terminal, "(fd, /)"}, {"ttyname", terminal_name, "(fd, /)"}, {"get_inheritable", get_inheritable, "(fd, /)"},
    {"set_inheritable", set_inheritable, "(fd, inheritable, /)"}, {"get_blocking", get_blocking, "(fd, /)"}, {"set_blocking", set_blocking, "(fd, blocking, /)"},
    {"lockf", lock_file, "(fd, command, length, /)"}, {"posix_fadvise", fadvise, "(fd, offset, length, advice, /)"},
    {"posix_fallocate", fallocate_file, "(fd, offset, length, /)"}, {"sendfile", send_file, "(out_fd, in_fd, offset, count)"},
    {"copy_file_range", copy_range, "(src, dst, count, offset_src=None, offset_dst=None)"},
    {"splice", splice_files, "(src, dst, count, offset_src=None, offset_dst=None, flags=0)"}, {"memfd_create", make_memory_file, "(name, flags=<unset>)"},
    {"eventfd", event_descriptor, "(initval, flags=<unset>)"}, {"eventfd_read", event_read, "(fd)"}, {"eventfd_write", event_write, "(fd, value)"},
    {"device_encoding", device_encoding, "(fd)"}, {"tcgetpgrp", terminal_group, "(fd, /)"}, {"tcsetpgrp", set_terminal_group, "(fd, pgid, /)"},
};

}  // namespace

FunctionTable file_functions() { return kFunctions; }

}  // namespace tauraro::posix
