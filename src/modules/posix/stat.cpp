// stat and statvfs.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "modules/posix/posix.h"
#include "vm/open_writers.h"
#include "vm/services.h"

namespace tauraro::posix {
namespace {

constexpr StructField kStatFields[] = {
    {"st_mode", "protection bits"}, {"st_ino", "inode"}, {"st_dev", "device"}, {"st_nlink", "number of hard links"}, {"st_uid", "user ID of owner"},
    {"st_gid", "group ID of owner"}, {"st_size", "total size, in bytes"}, {nullptr, "integer time of last access"}, {nullptr, "integer time of last modification"},
    {nullptr, "integer time of last change"}, {"st_atime", "time of last access"}, {"st_mtime", "time of last modification"}, {"st_ctime", "time of last change"},
    {"st_atime_ns", "time of last access in nanoseconds"}, {"st_mtime_ns", "time of last modification in nanoseconds"}, {"st_ctime_ns", "time of last change in nanoseconds"},
    {"st_blksize", "blocksize for filesystem I/O"}, {"st_blocks", "number of blocks allocated"}, {"st_rdev", "device type (if inode device)"}};
constexpr StructSequenceSpec kStatResult("os.stat_result", kStatFields, 10, "stat_result: Result from stat, fstat, or lstat.");

constexpr StructField kStatvfsFields[] = {{"f_bsize"}, {"f_frsize"}, {"f_blocks"}, {"f_bfree"}, {"f_bavail"}, {"f_files"}, {"f_ffree"}, {"f_favail"}, {"f_flag"}, {"f_namemax"}, {"f_fsid"}};
constexpr StructSequenceSpec kStatvfsResult("os.statvfs_result", kStatvfsFields, 10, "statvfs_result: Result from statvfs or fstatvfs.");

Result<Value> statvfs_value(Vm& vm, const struct statvfs& info) {
  const std::uint64_t numbers[] = {info.f_bsize, info.f_frsize, info.f_blocks, info.f_bfree, info.f_bavail, info.f_files, info.f_ffree, info.f_favail, info.f_flag, info.f_namemax, info.f_fsid};
  Value values[11];
  for (int i = 0; i < 11; ++i) values[i] = TRY(new_int_unsigned(vm, numbers[i]));
  return new_struct_sequence(vm, kStatvfsResult, values);
}

Result<Value> do_stat(Vm& vm, const char* function, const PathArgument& path, int directory, bool follow) {
  TRY(refuse_directory_with_descriptor(vm, function, directory, path));
  TRY(refuse_follow_with_descriptor(vm, function, path, follow));
  struct stat info;
  const auto call = [&] {
    Blocking blocking(vm);
    return call_stat(path, directory, follow, &info);
  };
  if (call() < 0) return raise_path_error(vm, path);
  if (S_ISREG(info.st_mode) && vm.services->open_writers && !vm.services->open_writers->empty()) {
    TRY(flush_writers(vm, info));
    if (call() < 0) return raise_path_error(vm, path);
  }
  return stat_value(vm, info);
}

Result<Value> stat_function(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "stat"));
  return do_stat(vm, "stat", path, TRY(directory_argument(vm, args[1])), TRY(truth(vm, args[2])));
}
Result<Value> lstat_function(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_of(vm, args[0], "lstat"));
  return do_stat(vm, "lstat", path, TRY(directory_argument(vm, args[1])), false);
}
Result<Value> fstat_function(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  struct stat info;
  if (TRY(system_call(vm, [&] { return ::fstat(descriptor, &info); })) < 0) return raise_errno(vm);
  return stat_value(vm, info);
}
Result<Value> statvfs_function(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "statvfs"));
  struct statvfs info;
  if (TRY(system_call(vm, [&] { return path.is_descriptor ? ::fstatvfs(path.descriptor, &info) : ::statvfs(path.c_str(), &info); })) < 0) return raise_path_error(vm, path);
  return statvfs_value(vm, info);
}
Result<Value> fstatvfs_function(Vm& vm, const Args& args) {
  const int descriptor = TRY(int_argument(vm, args[0]));
  struct statvfs info;
  if (TRY(system_call(vm, [&] { return ::fstatvfs(descriptor, &info); })) < 0) return raise_errno(vm);
  return statvfs_value(vm, info);
}

constexpr NativeMethod kFunctions[] = {
    {"stat", stat_function, "(path, *, dir_fd=None, follow_symlinks=True)"}, {"lstat", lstat_function, "(path, *, dir_fd=None)"}, {"fstat", fstat_function, "(fd)"},
    {"statvfs", statvfs_function, "(path)"}, {"fstatvfs", fstatvfs_function, "(fd, /)"},
};

}  // namespace

int call_stat(const PathArgument& path, int directory, bool follow, struct stat* info) {
  if (path.is_descriptor) return ::fstat(path.descriptor, info);
  return ::fstatat(directory, path.c_str(), info, follow ? 0 : AT_SYMLINK_NOFOLLOW);
}

Result<Value> stat_value(Vm& vm, const struct stat& info) {
  Value values[19];
  const std::uint64_t numbers[] = {info.st_mode, info.st_ino, info.st_dev, info.st_nlink, info.st_uid, info.st_gid};
  for (int i = 0; i < 6; ++i) values[i] = TRY(new_int_unsigned(vm, numbers[i]));
  values[6] = TRY(new_int(vm, info.st_size));
  const timespec times[] = {info.st_atim, info.st_mtim, info.st_ctim};
  for (int i = 0; i < 3; ++i) {
    values[7 + i] = TRY(new_int(vm, times[i].tv_sec));
    values[10 + i] = Value::from_double(static_cast<double>(times[i].tv_sec) + 1e-9 * static_cast<double>(times[i].tv_nsec));
    values[13 + i] = TRY(int_add(vm, TRY(int_mul(vm, values[7 + i], Value::from_int(1'000'000'000))), Value::from_int(times[i].tv_nsec)));
  }
  values[16] = TRY(new_int(vm, info.st_blksize));
  values[17] = TRY(new_int(vm, info.st_blocks));
  values[18] = TRY(new_int_unsigned(vm, info.st_rdev));
  return new_struct_sequence(vm, kStatResult, values);
}

Result<void> add_stat_types(Vm& vm, Module* module) {
  TRY(set_module_value(vm, module, "stat_result", Value::from_cell(TRY(struct_sequence_type(vm, kStatResult)))));
  return set_module_value(vm, module, "statvfs_result", Value::from_cell(TRY(struct_sequence_type(vm, kStatvfsResult))));
}

FunctionTable stat_functions() { return kFunctions; }

}  // namespace tauraro::posix
