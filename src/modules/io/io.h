#pragma once
#include <memory>
#include <string_view>

#include "modules/module_support.h"
#include "modules/native_module.h"
#include "object/bytes.h"
#include "vm/open_writers.h"

namespace tauraro::io {

// What the files of the module _io share. Every object of its types is a NativeObject of the same size: `raw` is the C++ state of
// the native class (null before __init__), values[] what it refers to.

inline constexpr std::uint64_t kValueCount = 8;
inline constexpr std::int64_t kDefaultBufferSize = 8192;

/// The C++ state of an object; deleted when the object dies.
struct State {
  virtual ~State() = default;
};

inline NativeObject* native(Value self) { return self.as<NativeObject>(); }
inline Value value_at(Value self, int index) { return native(self)->values[index]; }
inline void set_value(Vm& vm, Value self, int index, Value value) {
  native(self)->values[index] = value;
  vm.barrier(self.as_cell());
}
template <class T>
T* state_of(Value self) {
  return static_cast<T*>(static_cast<State*>(native(self)->raw));
}
/// Replaces the state of an object.
void set_state(Value self, State* state);
/// cls.__new__(cls, ...) of every type of the module; NewWith makes its state at once.
Result<NativeObject*> new_object(Vm& vm, Type* type);
Result<Value> object_new(Vm& vm, const Args& args);
template <class T>
Result<Value> object_new_with(Vm& vm, const Args& args) {
  const Value object = TRY(object_new(vm, args));
  set_state(object, new T);
  return object;
}

extern const NativeTypeSpec kIoBase, kRawIoBase, kBufferedIoBase, kTextIoBase, kFileIo, kBytesIo, kBytesIoBuffer, kBufferedReader, kBufferedWriter, kBufferedRandom,
    kBufferedRwPair, kIncrementalNewlineDecoder, kTextIoWrapper, kStringIo;

/// Whether `object` is an instance of exactly this native type.
bool is_exactly(Vm& vm, Value object, const NativeTypeSpec& spec);

/// io.UnsupportedOperation.
Raised raise_unsupported(Vm& vm, std::string_view message);
Raised raise_closed(Vm& vm, std::string_view message = "I/O operation on closed file.");

// ---- of any stream object ----

Result<bool> is_closed(Vm& vm, Value stream);  ///< its attribute `closed`
Result<void> check_closed(Vm& vm, Value stream);
Result<void> check_flag(Vm& vm, Value stream, const char* method, std::string_view message);  ///< readable(), writable(), seekable()
inline Result<void> check_seekable(Vm& vm, Value stream) { return check_flag(vm, stream, "seekable", "File or stream is not seekable."); }
inline Result<void> check_readable(Vm& vm, Value stream) { return check_flag(vm, stream, "readable", "File or stream is not readable."); }
inline Result<void> check_writable(Vm& vm, Value stream) { return check_flag(vm, stream, "writable", "File or stream is not writable."); }

/// A size argument: None and missing are -1.
Result<std::int64_t> size_argument(Vm& vm, Value value);
/// An offset: any int of at most 64 bits.
Result<std::int64_t> offset_argument(Vm& vm, Value value);

/// Memory that a readinto() of Python code may fill: a memoryview of it, released when this dies.
Result<Value> new_bytearray_value(Vm& vm, std::uint64_t length);

/// A lock that one thread holds; others wait for it without the Vm's lock. Taking it twice is "reentrant call inside <...>".
class StreamLock {
 public:
  StreamLock(Vm& vm, Value stream, Thread** owner) : vm_(vm), stream_(stream), owner_(owner) {}
  ~StreamLock() {
    if (held_) *owner_ = nullptr;
  }
  Result<void> enter();

 private:
  Vm& vm_;
  Value stream_;
  Thread** owner_;
  bool held_ = false;
};

// ---- FileIO ----

struct FileState : State {
  int descriptor = -1;
  bool created = false, readable = false, writable = false, appending = false;
  bool close_descriptor = true;
  std::int8_t seekable = -1;  ///< -1: not asked yet
  std::int64_t block_size = 0;
  std::unique_ptr<OpenWriters::Place> writer;  ///< while a regular file is open for writing
};
/// values[kOutermost] of a FileIO or a buffer: the stream of open() that writes through it, or empty.
inline constexpr int kOutermost = 7;
inline bool has_outer_stream(Vm& vm, Value stream) {
  const bool is_inner = is_exactly(vm, stream, kFileIo) || is_exactly(vm, stream, kBufferedWriter) || is_exactly(vm, stream, kBufferedRandom);
  return is_inner && !value_at(stream, kOutermost).is_empty();
}
inline FileState* file_of(Value self) { return state_of<FileState>(self); }

Result<void> file_init(Vm& vm, Value self, Value name, std::string_view mode, bool close_descriptor, Value opener);
/// A FileIO of a descriptor that is open.
Result<Value> new_file(Vm& vm, int descriptor, std::string_view mode, Value name, bool close_descriptor);
/// The number of bytes, -1 when it would block (errno is EAGAIN).
Result<std::int64_t> file_read(Vm& vm, FileState& file, char* data, std::size_t length);
Result<std::int64_t> file_write(Vm& vm, FileState& file, const char* data, std::size_t length);
Result<std::int64_t> file_seek(Vm& vm, FileState& file, std::int64_t offset, int whence);

// ---- buffered ----

/// Makes a BufferedReader, BufferedWriter or BufferedRandom over a raw stream.
Result<Value> new_buffered(Vm& vm, const NativeTypeSpec& spec, Value raw, std::int64_t buffer_size);
/// Of exact buffered objects: what their methods do.
Result<Value> buffered_read1(Vm& vm, Value self, std::int64_t size);
/// At most so many bytes from the buffer, or by one read of the raw stream, into memory; 0 at the end. Only for exact objects.
Result<std::int64_t> buffered_read1_into(Vm& vm, Value self, char* data, std::size_t length);
Result<std::int64_t> buffered_write(Vm& vm, Value self, std::string_view content);
Result<void> buffered_flush(Vm& vm, Value self);

// ---- text ----

struct TextOptions {
  std::string_view encoding;  ///< empty: the locale's
  std::string_view errors = "strict";
  Value newline;              ///< Str or None
  bool line_buffering = false, write_through = false;
};
Result<Value> new_text(Vm& vm, Value buffer, const TextOptions& options);
/// stream.write(text) for any stream that is exactly a TextIOWrapper; false: it is not.
Result<bool> text_write_fast(Vm& vm, Value stream, Value text);

/// io.open()
struct OpenArguments {
  Value file;
  std::string mode = "r";
  std::int64_t buffering = -1;
  Value encoding, errors, newline;  ///< None when not given
  bool close_descriptor = true;
  Value opener;
};
Result<Value> open_stream(Vm& vm, const OpenArguments& arguments);

/// "utf-8" in UTF-8 mode, else the locale's name of it.
const char* locale_encoding(Vm& vm);

}  // namespace tauraro::io
