// Names in the file system.
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cmath>

#include "modules/posix/posix.h"

namespace tauraro::posix {
namespace {

/// One path and dir_fd; None or the errno with the path.
template <class Call>
Result<Value> on_path(Vm& vm, const PathArgument& path, Call call) {
  const long outcome = TRY(system_call(vm, [&] { return static_cast<long>(call()); }));
  return outcome < 0 ? Result<Value>(raise_path_error(vm, path)) : Value::none();
}

Result<Value> change_directory(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "chdir"));
  return on_path(vm, path, [&] { return path.is_descriptor ? ::fchdir(path.descriptor) : ::chdir(path.c_str()); });
}
Result<Value> change_root(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "chroot"));
  return on_path(vm, path, [&] { return ::chroot(path.c_str()); });
}

Result<Value> current_directory(Vm& vm, bool as_bytes) {
  char* text = ::getcwd(nullptr, 0);
  if (!text) return raise_errno(vm);
  const std::string path = text;
  std::free(text);
  return path_result(vm, path, as_bytes);
}
Result<Value> getcwd_text(Vm& vm, const Args&) { return current_directory(vm, false); }
Result<Value> getcwd_bytes(Vm& vm, const Args&) { return current_directory(vm, true); }

Result<Value> make_directory(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "mkdir"));
  const int mode = TRY(int_argument(vm, args[1])), directory = TRY(directory_argument(vm, args[2]));
  return on_path(vm, path, [&] { return ::mkdirat(directory, path.c_str(), mode); });
}
Result<Value> remove_directory(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "rmdir"));
  const int directory = TRY(directory_argument(vm, args[1]));
  return on_path(vm, path, [&] { return ::unlinkat(directory, path.c_str(), AT_REMOVEDIR); });
}
template <const char* Name>
Result<Value> remove_file(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], Name));
  const int directory = TRY(directory_argument(vm, args[1]));
  return on_path(vm, path, [&] { return ::unlinkat(directory, path.c_str(), 0); });
}
constexpr char kUnlink[] = "unlink", kRemove[] = "remove", kRename[] = "rename", kReplace[] = "replace";

template <const char* Name>
Result<Value> rename_file(Vm& vm, const Args& args) {
  const PathArgument from = TRY(path_of(vm, args[0], Name, "src")), to = TRY(path_of(vm, args[1], Name, "dst"));
  const int from_directory = TRY(directory_argument(vm, args[2])), to_directory = TRY(directory_argument(vm, args[3]));
  const long outcome = TRY(system_call(vm, [&] { return ::renameat(from_directory, from.c_str(), to_directory, to.c_str()); }));
  return outcome < 0 ? Result<Value>(raise_paths_error(vm, from, to)) : Value::none();
}

Result<Value> make_link(Vm& vm, const Args& args) {
  const PathArgument from = TRY(path_of(vm, args[0], "link", "src")), to = TRY(path_of(vm, args[1], "link", "dst"));
  const int from_directory = TRY(directory_argument(vm, args[2])), to_directory = TRY(directory_argument(vm, args[3]));
  const bool follow = TRY(truth(vm, args[4]));
  const bool plain = from_directory == AT_FDCWD && to_directory == AT_FDCWD && follow;
  const long outcome = TRY(system_call(vm, [&] {
    return plain ? ::link(from.c_str(), to.c_str()) : ::linkat(from_directory, from.c_str(), to_directory, to.c_str(), follow ? AT_SYMLINK_FOLLOW : 0);
  }));
  return outcome < 0 ? Result<Value>(raise_paths_error(vm, from, to)) : Value::none();
}

Result<Value> make_symlink(Vm& vm, const Args& args) {
  const PathArgument from = TRY(path_of(vm, args[0], "symlink", "src")), to = TRY(path_of(vm, args[1], "symlink", "dst"));
  const int directory = TRY(directory_argument(vm, args[3]));
  const long outcome = TRY(system_call(vm, [&] { return ::symlinkat(from.c_str(), directory, to.c_str()); }));
  return outcome < 0 ? Result<Value>(raise_paths_error(vm, from, to)) : Value::none();
}

Result<Value> read_link(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "readlink"));
  const int directory = TRY(directory_argument(vm, args[1]));
  char target[PATH_MAX + 1];
  const ssize_t length = ::readlinkat(directory, path.c_str(), target, PATH_MAX);
  if (length < 0) return raise_path_error(vm, path);
  return path_result(vm, {target, static_cast<std::size_t>(length)}, path.is_bytes);
}

Result<Value> check_access(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "access"));
  const int mode = TRY(int_argument(vm, args[1])), directory = TRY(directory_argument(vm, args[2]));
  const int flags = (TRY(truth(vm, args[3])) ? AT_EACCESS : 0) | (TRY(truth(vm, args[4])) ? 0 : AT_SYMLINK_NOFOLLOW);
  return Value::from_bool(::faccessat(directory, path.c_str(), mode, flags) == 0);
}

Result<Value> change_mode(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "chmod"));
  const int mode = TRY(int_argument(vm, args[1])), directory = TRY(directory_argument(vm, args[2]));
  const bool follow = TRY(truth(vm, args[3]));
  const long outcome = TRY(system_call(vm, [&] {
    return path.is_descriptor ? ::fchmod(path.descriptor, mode) : ::fchmodat(directory, path.c_str(), mode, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  }));
  if (outcome < 0 && !follow && errno == EOPNOTSUPP) return vm.raise(TypeId::NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  return outcome < 0 ? Result<Value>(raise_path_error(vm, path)) : Value::none();
}
Result<Value> change_mode_of(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0])), mode = TRY(int_argument(vm, args[1]));
  return none_or_errno(vm, TRY(system_call(vm, [&] { return ::fchmod(descriptor, mode); })));
}

Result<Value> change_owner(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "chown"));
  const uid_t user = TRY(id_argument(vm, args[1], "uid"));
  const gid_t group = TRY(id_argument(vm, args[2], "gid"));
  const int directory = TRY(directory_argument(vm, args[3]));
  const bool follow = TRY(truth(vm, args[4]));
  TRY(refuse_directory_with_descriptor(vm, "chown", directory, path));
  TRY(refuse_follow_with_descriptor(vm, "chown", path, follow));
  return on_path(vm, path, [&] {
    return path.is_descriptor ? ::fchown(path.descriptor, user, group) : ::fchownat(directory, path.c_str(), user, group, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
}
Result<Value> change_owner_of(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  const uid_t user = TRY(id_argument(vm, args[1], "uid"));
  const gid_t group = TRY(id_argument(vm, args[2], "gid"));
  return none_or_errno(vm, TRY(system_call(vm, [&] { return ::fchown(descriptor, user, group); })));
}
Result<Value> change_link_owner(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "lchown"));
  const uid_t user = TRY(id_argument(vm, args[1], "uid"));
  const gid_t group = TRY(id_argument(vm, args[2], "gid"));
  return on_path(vm, path, [&] { return ::lchown(path.c_str(), user, group); });
}

Result<Value> truncate_path(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "truncate"));
  const std::int64_t length = TRY(long_argument(vm, args[1]));
  return on_path(vm, path, [&] { return path.is_descriptor ? ::ftruncate(path.descriptor, length) : ::truncate(path.c_str(), length); });
}

Result<Value> make_fifo(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "mkfifo"));
  const int mode = TRY(int_argument(vm, args[1])), directory = TRY(directory_argument(vm, args[2]));
  return on_path(vm, path, [&] { return ::mkfifoat(directory, path.c_str(), mode); });
}
Result<Value> make_node(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "mknod"));
  const int mode = TRY(int_argument(vm, args[1])), directory = TRY(directory_argument(vm, args[3]));
  const std::int64_t device = TRY(long_argument(vm, args[2]));
  return on_path(vm, path, [&] { return ::mknodat(directory, path.c_str(), mode, static_cast<dev_t>(device)); });
}

// ---- times ----

/// Seconds as an int or a float: rounded down to nanoseconds.
Result<timespec> time_argument(Vm& vm, Value value) {
  timespec time{};
  if (value.is_double() || value.is(kind::FloatObject)) {
    const double number = value.is_double() ? value.as_double() : value.as<FloatObject>()->number;
    if (std::isnan(number)) return vm.raise(TypeId::ValueError, "Invalid value NaN (not a number)");
    double whole = std::floor(number), nanoseconds = std::floor((number - whole) * 1e9);
    if (nanoseconds >= 1e9) ++whole, nanoseconds -= 1e9;
    if (whole < -9.3e18 || whole > 9.2e18) return vm.raise(TypeId::OverflowError, "timestamp out of range for platform time_t");
    time.tv_sec = static_cast<time_t>(whole);
    time.tv_nsec = static_cast<long>(nanoseconds);
    return time;
  }
  const Value number = TRY(index_of(vm, value));
  std::int64_t seconds;
  if (!int_to_int64(number, &seconds)) return vm.raise(TypeId::OverflowError, "timestamp out of range for platform time_t");
  time.tv_sec = seconds;
  return time;
}
Result<timespec> nanoseconds_argument(Vm& vm, Value value) {
  if (!is_int_like(value)) return vm.raise_error(TypeId::TypeError, "unsupported operand type(s) for divmod(): '", full_type_name(vm, vm.type_of(value)), "' and 'int'");
  Value seconds, rest;
  TRY(int_divmod(vm, value, Value::from_int(1'000'000'000), &seconds, &rest));
  std::int64_t whole;
  if (!int_to_int64(seconds, &whole)) return vm.raise(TypeId::OverflowError, "timestamp out of range for platform time_t");
  return timespec{whole, static_cast<long>(rest.as_int())};
}

Result<Value> set_times(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "utime"));
  const bool has_nanoseconds = args.has(2);
  const int directory = TRY(directory_argument(vm, args[3]));
  const bool follow = TRY(truth(vm, args[4]));
  if (!args[1].is_none() && has_nanoseconds) return vm.raise(TypeId::ValueError, "utime: you may specify either 'times' or 'ns' but not both");
  timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  const Value pair = has_nanoseconds ? args[2] : args[1];
  if (!pair.is_none()) {
    if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length != 2)
      return vm.raise(TypeId::TypeError, has_nanoseconds ? "utime: 'ns' must be a tuple of two ints" : "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; ++i) times[i] = has_nanoseconds ? TRY(nanoseconds_argument(vm, pair.as<Tuple>()->items[i])) : TRY(time_argument(vm, pair.as<Tuple>()->items[i]));
  }
  TRY(refuse_directory_with_descriptor(vm, "utime", directory, path));
  TRY(refuse_follow_with_descriptor(vm, "utime", path, follow));
  return on_path(vm, path, [&] {
    return path.is_descriptor ? ::futimens(path.descriptor, times) : ::utimensat(directory, path.c_str(), times, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
}

// ---- configuration, names ----

constexpr NamedNumber kPathconfNames[] = {
    {"PC_ALLOC_SIZE_MIN", _PC_ALLOC_SIZE_MIN}, {"PC_ASYNC_IO", _PC_ASYNC_IO}, {"PC_CHOWN_RESTRICTED", _PC_CHOWN_RESTRICTED}, {"PC_FILESIZEBITS", _PC_FILESIZEBITS},
    {"PC_LINK_MAX", _PC_LINK_MAX}, {"PC_MAX_CANON", _PC_MAX_CANON}, {"PC_MAX_INPUT", _PC_MAX_INPUT}, {"PC_NAME_MAX", _PC_NAME_MAX}, {"PC_NO_TRUNC", _PC_NO_TRUNC},
    {"PC_PATH_MAX", _PC_PATH_MAX}, {"PC_PIPE_BUF", _PC_PIPE_BUF}, {"PC_PRIO_IO", _PC_PRIO_IO}, {"PC_REC_INCR_XFER_SIZE", _PC_REC_INCR_XFER_SIZE},
    {"PC_REC_MAX_XFER_SIZE", _PC_REC_MAX_XFER_SIZE}, {"PC_REC_MIN_XFER_SIZE", _PC_REC_MIN_XFER_SIZE}, {"PC_REC_XFER_ALIGN", _PC_REC_XFER_ALIGN},
    {"PC_SOCK_MAXBUF", _PC_SOCK_MAXBUF}, {"PC_SYMLINK_MAX", _PC_SYMLINK_MAX}, {"PC_SYNC_IO", _PC_SYNC_IO}, {"PC_VDISABLE", _PC_VDISABLE}};

Result<Value> path_configuration(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "pathconf"));
  const int name = TRY(named_number(vm, args[1], kPathconfNames));
  errno = 0;
  const long limit = path.is_descriptor ? ::fpathconf(path.descriptor, name) : ::pathconf(path.c_str(), name);
  if (limit == -1 && errno) return errno == EINVAL ? raise_errno(vm) : raise_path_error(vm, path);
  return new_int(vm, limit);
}
Result<Value> file_configuration(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0])), name = TRY(named_number(vm, args[1], kPathconfNames));
  errno = 0;
  const long limit = ::fpathconf(descriptor, name);
  if (limit == -1 && errno) return raise_errno(vm);
  return new_int(vm, limit);
}

Result<Value> fs_path(Vm& vm, const Args& args) {
  const Value value = args[0];
  if (value.is(kind::Str) || value.is(kind::Bytes)) return value;
  const Type* type = vm.type_of(value);
  if (!type->has(Special::Fspath) || type->special(Special::Fspath).is_none())
    return vm.raise_error(TypeId::TypeError, "expected str, bytes or os.PathLike object, not ", full_type_name(vm, type));
  const Value path = TRY(vm.call_special(value, Special::Fspath));
  if (path.is(kind::Str) || path.is(kind::Bytes)) return path;
  return vm.raise_error(TypeId::TypeError, "expected ", full_type_name(vm, vm.type_of(value)), ".__fspath__() to return str or bytes, not ", type_name(vm, path));
}

/// posixpath.normpath
Result<Value> normal_path(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "_path_normpath() argument 'path' must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  const std::string path = to_utf8(vm, args[0].as<Str>());
  if (path.empty()) return Value::from_cell(intern(vm, "."));
  const std::size_t slashes = path.find_first_not_of('/') == std::string::npos ? path.size() : path.find_first_not_of('/');
  std::string out(slashes == 2 ? 2 : slashes ? 1 : 0, '/');
  const std::size_t root = out.size();
  std::vector<std::string_view> parts;
  std::string_view rest = std::string_view(path).substr(slashes);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
    else if (part != ".." || root == 0) parts.push_back(part);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) out += '/';
    out += parts[i];
  }
  return Value::from_cell(TRY(new_str(vm, out.empty() ? "." : out)));
}

Result<Value> set_mask(Vm& vm, const Args& args) { return Value::from_int(::umask(static_cast<mode_t>(TRY(int_argument(vm, args[0]))))); }

Result<Value> device_major(Vm& vm, const Args& args) { return Value::from_int(major(static_cast<dev_t>(TRY(long_argument(vm, args[0]))))); }
Result<Value> device_minor(Vm& vm, const Args& args) { return Value::from_int(minor(static_cast<dev_t>(TRY(long_argument(vm, args[0]))))); }
Result<Value> make_device(Vm& vm, const Args& args) {
  return new_int_unsigned(vm, makedev(static_cast<unsigned>(TRY(int_argument(vm, args[0]))), static_cast<unsigned>(TRY(int_argument(vm, args[1])))));
}

Result<Value> sync_all(Vm& vm, const Args&) {
  Blocking blocking(vm);
  ::sync();
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"chdir", change_directory, "(path)"}, {"chroot", change_root, "(path)"}, {"getcwd", getcwd_text, "()"}, {"getcwdb", getcwd_bytes, "()"},
    {"mkdir", make_directory, "(path, mode=511, *, dir_fd=None)"}, {"rmdir", remove_directory, "(path, *, dir_fd=None)"},
    {"unlink", remove_file<kUnlink>, "(path, *, dir_fd=None)"}, {"remove", remove_file<kRemove>, "(path, *, dir_fd=None)"},
    {"rename", rename_file<kRename>, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"}, {"replace", rename_file<kReplace>, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"},
    {"link", make_link, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)"},
    {"symlink", make_symlink, "(src, dst, target_is_directory=False, *, dir_fd=None)"}, {"readlink", read_link, "(path, *, dir_fd=None)"},
    {"access", check_access, "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)"},
    {"chmod", change_mode, "(path, mode, *, dir_fd=None, follow_symlinks=True)"}, {"fchmod", change_mode_of, "(fd, mode)"},
    {"chown", change_owner, "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)"}, {"fchown", change_owner_of, "(fd, uid, gid)"},
    {"lchown", change_link_owner, "(path, uid, gid)"}, {"truncate", truncate_path, "(path, length)"}, {"mkfifo", make_fifo, "(path, mode=438, *, dir_fd=None)"},
    {"mknod", make_node, "(path, mode=384, device=0, *, dir_fd=None)"}, {"utime", set_times, "(path, times=None, *, ns=<unset>, dir_fd=None, follow_symlinks=True)"},
    {"pathconf", path_configuration, "(path, name)"}, {"fpathconf", file_configuration, "(fd, name, /)"}, {"fspath", fs_path, "(path)"},
    {"_path_normpath", normal_path, "(path)"}, {"umask", set_mask, "(mask, /)"}, {"major", device_major, "(device, /)"}, {"minor", device_minor, "(device, /)"},
    {"makedev", make_device, "(major, minor, /)"}, {"sync", sync_all, "()"},
};

}  // namespace

std::span<const NamedNumber> pathconf_names() { return kPathconfNames; }
FunctionTable path_functions() { return kFunctions; }

}  // namespace tauraro::posix
