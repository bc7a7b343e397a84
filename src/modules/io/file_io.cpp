// FileIO: a file of the system, unbuffered.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtins/warn.h"
#include "modules/c_arguments.h"
#include "modules/io/io.h"
#include "modules/posix/path_argument.h"
#include "vm/blocking.h"
#include "vm/services.h"

namespace tauraro::io {
namespace {

constexpr std::size_t kMaxTransfer = 0x7fff'f000;  // of one read or write
constexpr std::size_t kReadAllStep = 65536;

Raised raise_errno(Vm& vm) { return vm.raise_os_error(errno); }
Raised raise_file_closed(Vm& vm) { return raise_closed(vm, "I/O operation on closed file"); }

const char* mode_text(const FileState& file) {
  if (file.created) return file.readable ? "xb+" : "xb";
  if (file.appending) return file.readable ? "ab+" : "ab";
  if (file.readable) return file.writable ? "rb+" : "rb";
  return "wb";
}

Result<FileState*> open_file(Vm& vm, Value self) {
  FileState* file = file_of(self);
  if (!file || file->descriptor < 0) return raise_file_closed(vm);
  return file;
}

Raised raise_wrong_mode(Vm& vm, const char* action) { return raise_unsupported(vm, std::string("File not open for ") + action); }

Result<int> parse_mode(Vm& vm, std::string_view mode, FileState& file) {
  int kinds = 0, flags = 0;
  bool plus = false;
  const auto bad = [&] { return vm.raise(TypeId::ValueError, "Must have exactly one of create/read/write/append mode and at most one plus"); };
  for (const char letter : mode) {
    switch (letter) {
      case 'x':
        file.created = file.writable = true;
        flags |= O_EXCL | O_CREAT;
        ++kinds;
        break;
      case 'r':
        file.readable = true;
        ++kinds;
        break;
      case 'w':
        file.writable = true;
        flags |= O_CREAT | O_TRUNC;
        ++kinds;
        break;
      case 'a':
        file.writable = file.appending = true;
        flags |= O_APPEND | O_CREAT;
        ++kinds;
        break;
      case 'b': break;
      case '+':
        if (plus) return bad();
        plus = true;
        file.readable = file.writable = true;
        break;
      default: return vm.raise_error(TypeId::ValueError, "invalid mode: ", mode);
    }
    if (kinds > 1) return bad();
  }
  if (kinds != 1) return bad();
  flags |= file.readable && file.writable ? O_RDWR : file.readable ? O_RDONLY : O_WRONLY;
  return flags | O_CLOEXEC;
}

Result<int> open_descriptor(Vm& vm, Value name, int flags, Value opener) {
  if (opener.is_empty() || opener.is_none()) {
    const std::string path = TRY(file_system_path(vm, name));
    TRY(flush_writers(vm, path));
    const long descriptor = TRY(system_call(vm, [&] { return ::open(path.c_str(), flags, 0666); }));
    if (descriptor < 0) return vm.raise_os_error(errno, name);
    return static_cast<int>(descriptor);
  }
  const Value answer = TRY(vm.call(opener, {name, Value::from_int(flags)}));
  if (!is_int_like(answer)) return vm.raise(TypeId::TypeError, "expected integer from opener");
  const int descriptor = TRY(parse_c_int(vm, answer));
  if (descriptor < 0) return vm.raise_error(TypeId::ValueError, "opener returned ", descriptor);
  const int old = ::fcntl(descriptor, F_GETFD);
  if (old < 0 || ::fcntl(descriptor, F_SETFD, old | FD_CLOEXEC) < 0) return raise_errno(vm);
  return descriptor;
}

/// Errors of ESPIPE are no errors.
void seek_to_end(FileState& file) { (void)::lseek(file.descriptor, 0, SEEK_END); }

void note_writer(Vm& vm, Value self, FileState& file, const struct stat& info) {
  if (!file.writable || !S_ISREG(info.st_mode)) return;
  if (!vm.services->open_writers) vm.services->open_writers = std::make_shared<OpenWriters>();
  file.writer = std::make_unique<OpenWriters::Place>(vm.services->open_writers, self.as_cell(), &native(self)->values[kOutermost], info);
}

Result<void> examine(Vm& vm, Value self, FileState& file, Value name) {
  struct stat info;
  if (::fstat(file.descriptor, &info) < 0) {
    if (errno == EBADF) return raise_errno(vm);
    return {};
  }
  if (S_ISDIR(info.st_mode)) return vm.raise_os_error(EISDIR, name);
  if (info.st_blksize > 1) file.block_size = info.st_blksize;
  note_writer(vm, self, file, info);
  return {};
}

Result<void> close_descriptor_of(Vm& vm, FileState& file) {
  if (file.descriptor < 0) return {};
  file.writer = nullptr;
  const int descriptor = std::exchange(file.descriptor, -1);
  long outcome;
  {
    Blocking blocking(vm);
    outcome = ::close(descriptor);
  }
  if (outcome < 0 && errno != EINTR) return raise_errno(vm);
  return {};
}

/// The number of a descriptor given as a file; -1: it is a name.
Result<int> descriptor_argument(Vm& vm, Value name) {
  if (name.is_double() || name.is(kind::FloatObject)) return vm.raise(TypeId::TypeError, "integer argument expected, got float");
  if (!is_int_like(name)) {
    if (name.is(kind::Str) || name.is(kind::Bytes) || vm.type_of(name)->has(Special::Fspath) || !vm.type_of(name)->has(Special::Index)) return -1;
  }
  const int descriptor = TRY(clinic_c_int(vm, name));
  if (descriptor < 0) return vm.raise(TypeId::ValueError, "negative file descriptor");
  return descriptor;
}

}  // namespace

Result<void> file_init(Vm& vm, Value self, Value name, std::string_view mode, bool close_descriptor, Value opener) {
  if (FileState* old = file_of(self); old && old->descriptor >= 0) {
    if (old->close_descriptor) TRY(close_descriptor_of(vm, *old));
    old->descriptor = -1;
  }
  const int given = TRY(descriptor_argument(vm, name));
  auto* file = new FileState;
  set_state(self, file);
  const int flags = TRY(parse_mode(vm, mode, *file));
  file->close_descriptor = close_descriptor;
  if (given >= 0) {
    file->descriptor = given;
  } else {
    if (!close_descriptor) return vm.raise(TypeId::ValueError, "Cannot use closefd=False with file name");
    file->descriptor = TRY(open_descriptor(vm, name, flags, opener));
  }
  const Result<void> examined = examine(vm, self, *file, name);
  if (examined.is_raised()) {
    if (given < 0) ::close(file->descriptor);
    file->descriptor = -1;
    return Raised{};
  }
  TRY(set_attr(vm, self, "name", name));
  if (file->appending) seek_to_end(*file);
  return {};
}

Result<Value> new_file(Vm& vm, int descriptor, std::string_view mode, Value name, bool close_descriptor) {
  const Value self = Value::from_cell(TRY(new_object(vm, vm.native_type(kFileIo))));
  auto* file = new FileState;
  set_state(self, file);
  (void)TRY(parse_mode(vm, mode, *file));
  file->descriptor = descriptor;
  file->close_descriptor = close_descriptor;
  struct stat info;
  if (::fstat(descriptor, &info) == 0 && info.st_blksize > 1) file->block_size = info.st_blksize;
  TRY(set_attr(vm, self, "name", name));
  return self;
}

Result<std::int64_t> file_read(Vm& vm, FileState& file, char* data, std::size_t length) {
  if (file.descriptor < 0) return raise_file_closed(vm);
  if (!file.readable) return raise_wrong_mode(vm, "reading");
  const long count = TRY(system_call(vm, [&] { return ::read(file.descriptor, data, std::min(length, kMaxTransfer)); }));
  if (count < 0 && errno != EAGAIN) return raise_errno(vm);
  return count;
}

Result<std::int64_t> file_write(Vm& vm, FileState& file, const char* data, std::size_t length) {
  if (file.descriptor < 0) return raise_file_closed(vm);
  if (!file.writable) return raise_wrong_mode(vm, "writing");
  const long count = TRY(system_call(vm, [&] { return ::write(file.descriptor, data, std::min(length, kMaxTransfer)); }));
  if (count < 0 && errno != EAGAIN) return raise_errno(vm);
  return count;
}

Result<std::int64_t> file_seek(Vm& vm, FileState& file, std::int64_t offset, int whence) {
  if (file.descriptor < 0) return raise_file_closed(vm);
  const off_t position = ::lseek(file.descriptor, offset, whence);
  if (file.seekable < 0) file.seekable = position >= 0;
  if (position < 0) return raise_errno(vm);
  return position;
}

namespace {

Result<Value> init(Vm& vm, const Args& args) {
  if (!args[2].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "FileIO() argument 'mode' must be str, not ", full_type_name(vm, vm.type_of(args[2])));
  TRY(file_init(vm, args[0], args[1], text_of(vm, args[2]), TRY(truth(vm, args[3])), args[4]));
  return Value::none();
}

Result<Value> read_all(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  if (!file->readable) return raise_wrong_mode(vm, "reading");
  std::size_t expected = kReadAllStep;
  struct stat info;
  const off_t position = ::lseek(file->descriptor, 0, SEEK_CUR);
  if (position >= 0 && ::fstat(file->descriptor, &info) == 0 && info.st_size >= position) expected = static_cast<std::size_t>(info.st_size - position) + 1;
  std::string all;
  while (true) {
    const std::size_t have = all.size();
    if (vm.heap.would_pass_limit(have + expected)) return vm.out_of_memory();
    all.resize(have + expected);
    const std::int64_t count = TRY(file_read(vm, *file, all.data() + have, expected));
    all.resize(have + static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
    if (count < 0 && have == 0) return Value::none();
    if (count <= 0) break;
    expected = std::max(kReadAllStep, all.size() / 2);
    if (static_cast<std::size_t>(count) < expected && position >= 0) expected = kReadAllStep;
  }
  return Value::from_cell(TRY(new_bytes(vm, all)));
}

Result<Value> read(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  if (!file->readable) return raise_wrong_mode(vm, "reading");
  const std::int64_t size = TRY(size_argument(vm, args[1]));
  if (size < 0) return read_all(vm, args);
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, std::min<std::uint64_t>(static_cast<std::uint64_t>(size), kMaxTransfer)));
  const std::int64_t count = TRY(file_read(vm, *file, bytes->data, bytes->length));
  if (count < 0) return Value::none();
  if (static_cast<std::uint64_t>(count) == bytes->length) return Value::from_cell(bytes);
  return Value::from_cell(TRY(new_bytes(vm, {bytes->data, static_cast<std::size_t>(count)})));
}

Result<Value> readinto(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  if (!file->readable) return raise_wrong_mode(vm, "reading");
  BufferView room;
  TRY(room.open(vm, args[1], true));
  const std::int64_t count = TRY(file_read(vm, *file, room.data(), room.length()));
  return count < 0 ? Value::none() : Value::from_int(count);
}

Result<Value> write(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  if (!file->writable) return raise_wrong_mode(vm, "writing");
  BufferView content;
  TRY(content.open(vm, args[1]));
  const std::int64_t count = TRY(file_write(vm, *file, content.data(), content.length()));
  return count < 0 ? Value::none() : Value::from_int(count);
}

Result<Value> seek(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  const int whence = TRY(clinic_c_int(vm, args[2]));
  if (args[1].is_double()) return vm.raise(TypeId::TypeError, "an integer is required");
  return new_int(vm, TRY(file_seek(vm, *file, TRY(offset_argument(vm, args[1])), whence)));
}
Result<Value> tell(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  return new_int(vm, TRY(file_seek(vm, *file, 0, SEEK_CUR)));
}

Result<Value> truncate(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  if (!file->writable) return raise_wrong_mode(vm, "writing");
  const std::int64_t length = args[1].is_none() ? TRY(file_seek(vm, *file, 0, SEEK_CUR)) : TRY(offset_argument(vm, args[1]));
  if (TRY(system_call(vm, [&] { return ::ftruncate(file->descriptor, length); })) < 0) return raise_errno(vm);
  return args[1].is_none() ? new_int(vm, length) : Result<Value>(args[1]);
}

void warn_unclosed(Vm& vm, Value self) {
  if (dict_get_str(vm, vm.modules, intern(vm, "warnings")).is_not_found()) return;
  const Result<std::string> shown = repr_text(vm, self);
  if (shown.is_raised() || warn(vm, TypeId::ResourceWarning, "unclosed file " + shown.value()).is_raised()) (void)vm.catch_pending();
}

Result<Value> close(Vm& vm, const Args& args) {
  const Value base_close = type_lookup(vm, vm.native_type(kRawIoBase), intern(vm, "close"));
  const Result<Value> base = vm.call(base_close, {args[0]});
  FileState* file = file_of(args[0]);
  if (!file) return base;
  if (!file->close_descriptor) {
    file->descriptor = -1;
    return base;
  }
  const Value error = base.is_raised() ? vm.catch_pending() : Value();
  if (base.is_raised() && error.is_empty()) return Raised{};
  if (file->descriptor >= 0 && !TRY(find_attr(vm, args[0], "_finalizing")).is_not_found()) warn_unclosed(vm, args[0]);
  TRY(close_descriptor_of(vm, *file));
  if (!error.is_empty()) return vm.raise_object(error);
  return Value::none();
}

Result<Value> seekable(Vm& vm, const Args& args) {
  FileState* file = TRY(open_file(vm, args[0]));
  if (file->seekable < 0) file->seekable = ::lseek(file->descriptor, 0, SEEK_CUR) >= 0;
  return Value::from_bool(file->seekable != 0);
}
Result<Value> readable(Vm& vm, const Args& args) { return Value::from_bool(TRY(open_file(vm, args[0]))->readable); }
Result<Value> writable(Vm& vm, const Args& args) { return Value::from_bool(TRY(open_file(vm, args[0]))->writable); }
Result<Value> fileno(Vm& vm, const Args& args) { return Value::from_int(TRY(open_file(vm, args[0]))->descriptor); }
Result<Value> is_terminal(Vm& vm, const Args& args) { return Value::from_bool(isatty(TRY(open_file(vm, args[0]))->descriptor)); }

Result<Value> show(Vm& vm, const Args& args) {
  const FileState* file = file_of(args[0]);
  const std::string type = full_type_name(vm, vm.type_of(args[0]));
  if (!file || file->descriptor < 0) return Value::from_cell(TRY(new_str(vm, concat("<_io.FileIO [closed]>"))));
  const char* closes = file->close_descriptor ? "True" : "False";
  const Value name = TRY(find_attr(vm, args[0], "name"));
  if (name.is_not_found()) return Value::from_cell(TRY(new_str(vm, concat("<_io.FileIO fd=", file->descriptor, " mode='", mode_text(*file), "' closefd=", closes, ">"))));
  if (repr_enter(vm, args[0])) return vm.raise_error(TypeId::RuntimeError, "reentrant call inside ", type, ".__repr__");
  const Result<std::string> shown = repr_text(vm, name);
  repr_leave(vm, args[0]);
  return Value::from_cell(TRY(new_str(vm, concat("<_io.FileIO name=", TRY(shown), " mode='", mode_text(*file), "' closefd=", closes, ">"))));
}

Result<Value> refuse_pickle(Vm& vm, const Args& args) { return vm.raise_error(TypeId::TypeError, "cannot pickle '", full_type_name(vm, vm.type_of(args[0])), "' object"); }

Result<Value> get_closed(Vm&, Value self) { return Value::from_bool(!file_of(self) || file_of(self)->descriptor < 0); }
Result<Value> get_closefd(Vm&, Value self) { return Value::from_bool(!file_of(self) || file_of(self)->close_descriptor); }
Result<Value> get_mode(Vm& vm, Value self) { return Value::from_cell(intern(vm, file_of(self) ? mode_text(*file_of(self)) : "wb")); }
Result<Value> get_block_size(Vm&, Value self) { return Value::from_int(file_of(self) && file_of(self)->block_size ? file_of(self)->block_size : kDefaultBufferSize); }
Result<void> set_block_size(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete numeric/char attribute");
  if (file_of(self)) file_of(self)->block_size = TRY(index_to_int64(vm, value));
  return {};
}
Result<Value> get_dealloc_warn(Vm&, Value) { return Value::none(); }

constexpr NativeMethod kMethods[] = {
    {"__new__", object_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init, "($self, /, file, mode='r', closefd=True, opener=None)"},
    {"read", read, "($self, size=-1, /)", NativeMethod::Plain, "Read at most size bytes, returned as bytes."},
    {"readall", read_all, "($self, /)", NativeMethod::Plain, "Read all data from the file, returned as bytes."},
    {"readinto", readinto, "($self, buffer, /)", NativeMethod::Plain, "Same as RawIOBase.readinto()."},
    {"write", write, "($self, b, /)", NativeMethod::Plain, "Write buffer b to file, return number of bytes written."},
    {"seek", seek, "($self, pos, whence=0, /)", NativeMethod::Plain, "Move to new file position and return the file position."},
    {"tell", tell, "($self, /)", NativeMethod::Plain, "Current file position."},
    {"truncate", truncate, "($self, size=None, /)", NativeMethod::Plain, "Truncate the file to at most size bytes and return the truncated size."},
    {"close", close, "($self, /)", NativeMethod::Plain, "Close the file."},
    {"seekable", seekable, "($self, /)", NativeMethod::Plain, "True if file supports random-access."},
    {"readable", readable, "($self, /)", NativeMethod::Plain, "True if file was opened in a read mode."},
    {"writable", writable, "($self, /)", NativeMethod::Plain, "True if file was opened in a write mode."},
    {"fileno", fileno, "($self, /)", NativeMethod::Plain, "Return the underlying file descriptor (an integer)."},
    {"isatty", is_terminal, "($self, /)", NativeMethod::Plain, "True if the file is connected to a TTY device."},
    {"__repr__", show, "($self, /)"},
    {"__getstate__", refuse_pickle, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {
    {"closed", get_closed, nullptr, "True if the file is closed"}, {"closefd", get_closefd, nullptr, "True if the file descriptor will be closed by close()."},
    {"mode", get_mode, nullptr, "String giving the file mode"}, {"_blksize", get_block_size, set_block_size}, {"_dealloc_warn", get_dealloc_warn}};

}  // namespace

constexpr NativeTypeSpec kFileIo{"_io.FileIO", kMethods, kGetSets, "Open a file."};

}  // namespace tauraro::io
