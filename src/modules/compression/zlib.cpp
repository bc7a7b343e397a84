// zlib, through the system's libz.
#include <zlib.h>

#include "modules/c_arguments.h"
#include "modules/compression/output.h"
#include "modules/compression/shared_library.h"
#include "modules/crc32.h"
#include "modules/module_support.h"

namespace tauraro {

namespace compression {
namespace {

/// The functions of libz that we call.
struct Library {
  SharedLibrary library{"libz.so.1"};
  decltype(::deflateInit2_)* deflate_init;
  decltype(::deflate)* deflate;
  decltype(::deflateEnd)* deflate_end;
  decltype(::deflateCopy)* deflate_copy;
  decltype(::deflateSetDictionary)* deflate_set_dictionary;
  decltype(::inflateInit2_)* inflate_init;
  decltype(::inflate)* inflate;
  decltype(::inflateEnd)* inflate_end;
  decltype(::inflateCopy)* inflate_copy;
  decltype(::inflateSetDictionary)* inflate_set_dictionary;
  decltype(::adler32)* adler32;
  decltype(::zlibVersion)* version;

  Library() {
    library.find(deflate_init, "deflateInit2_");
    library.find(deflate, "deflate");
    library.find(deflate_end, "deflateEnd");
    library.find(deflate_copy, "deflateCopy");
    library.find(deflate_set_dictionary, "deflateSetDictionary");
    library.find(inflate_init, "inflateInit2_");
    library.find(inflate, "inflate");
    library.find(inflate_end, "inflateEnd");
    library.find(inflate_copy, "inflateCopy");
    library.find(inflate_set_dictionary, "inflateSetDictionary");
    library.find(adler32, "adler32");
    library.find(version, "zlibVersion");
  }
};
const Library& zlib() {
  static const Library library;
  return library;
}

constexpr NativeTypeSpec kErrorType{"zlib.error", {}};

/// "Error -3 while decompressing data: incorrect header check"
Raised raise_zlib(Vm& vm, const z_stream& stream, int error, const char* what) {
  const char* detail = stream.msg;
  if (!detail && error == Z_BUF_ERROR) detail = "incomplete or truncated stream";
  if (!detail && error == Z_STREAM_ERROR) detail = "inconsistent stream state";
  if (!detail && error == Z_DATA_ERROR) detail = "invalid input data";
  return raise_of_type(vm, vm.native_type(kErrorType), detail ? concat("Error ", error, " ", what, ": ", detail) : concat("Error ", error, " ", what));
}

/// Hands input to the stream in pieces that fit its 32-bit counts.
struct Input {
  const char* data;
  std::size_t left;
  explicit Input(std::string_view text) : data(text.data()), left(text.size()) {}
  void feed(z_stream& stream) {
    const std::size_t piece = std::min<std::size_t>(left, UINT32_MAX);
    stream.avail_in = static_cast<uInt>(piece);
    left -= piece;
  }
  void start(z_stream& stream) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));
    feed(stream);
  }
};

/// Lets the library write until it asks for input or ends. Returns its status.
template <class Step>
Result<int> run(z_stream& stream, Output& out, Step step) {
  while (true) {
    TRY(out.reserve());
    const std::size_t room = std::min<std::size_t>(out.free_bytes(), UINT32_MAX);
    stream.next_out = reinterpret_cast<Bytef*>(out.free_space());
    stream.avail_out = static_cast<uInt>(room);
    const int status = step(stream);
    out.advance(room - stream.avail_out);
    if (stream.avail_out != 0 || status == Z_STREAM_END || out.at_limit()) return status;
    if (status != Z_OK && status != Z_BUF_ERROR) return status;
  }
}

/// Compresses all of the input; with `mode` at its end.
Result<int> deflate_all(z_stream& stream, Output& out, std::string_view text, int mode) {
  Input input(text);
  input.start(stream);
  while (true) {
    const bool last = input.left == 0;
    const int status = TRY(run(stream, out, [&](z_stream& s) { return zlib().deflate(&s, last ? mode : Z_NO_FLUSH); }));
    if (last || status == Z_STREAM_ERROR) return status;
    input.feed(stream);
  }
}

// ---- whole texts ----

Result<Value> compress(Vm& vm, const Args& args) {
  const int level = args.has(1) ? TRY(clinic_c_int(vm, args[1])) : Z_DEFAULT_COMPRESSION;
  const int window = args.has(2) ? TRY(clinic_c_int(vm, args[2])) : MAX_WBITS;
  BufferView data;
  TRY(data.open(vm, args[0]));
  z_stream stream{};
  const int error = zlib().deflate_init(&stream, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, sizeof stream);
  if (error == Z_MEM_ERROR) return vm.raise(TypeId::MemoryError, "Out of memory while compressing data");
  if (error == Z_STREAM_ERROR) return raise_of_type(vm, vm.native_type(kErrorType), "Bad compression level");
  if (error != Z_OK) return raise_zlib(vm, stream, error, "while compressing data");
  Output out(vm, -1);
  const Result<int> status = deflate_all(stream, out, data.view(), Z_FINISH);
  zlib().deflate_end(&stream);
  if (TRY(status) != Z_STREAM_END) return raise_zlib(vm, stream, status.value(), "while compressing data");
  return out.finish();
}

Result<Value> decompress(Vm& vm, const Args& args) {
  const int window = args.has(1) ? TRY(clinic_c_int(vm, args[1])) : MAX_WBITS;
  const std::int64_t size = args.has(2) ? TRY(index_to_int64(vm, args[2])) : 16384;
  if (size < 0) return vm.raise(TypeId::ValueError, "bufsize must be non-negative");
  BufferView data;
  TRY(data.open(vm, args[0]));
  z_stream stream{};
  const int error = zlib().inflate_init(&stream, window, ZLIB_VERSION, sizeof stream);
  if (error == Z_MEM_ERROR) return vm.raise(TypeId::MemoryError, "Out of memory while decompressing data");
  if (error != Z_OK) {
    zlib().inflate_end(&stream);
    return raise_zlib(vm, stream, error, "while preparing to decompress data");
  }
  Output out(vm, -1, static_cast<std::size_t>(std::clamp<std::int64_t>(size, 1, 1 << 28)));
  Input input(data.view());
  input.start(stream);
  int status = Z_OK;
  while (true) {
    const Result<int> step = run(stream, out, [](z_stream& s) { return zlib().inflate(&s, Z_SYNC_FLUSH); });
    if (step.is_raised()) {
      zlib().inflate_end(&stream);
      return Raised{};
    }
    status = step.value();
    if (status == Z_STREAM_END || (status != Z_OK && status != Z_BUF_ERROR) || input.left == 0) break;
    input.feed(stream);
  }
  if (status == Z_OK) status = Z_BUF_ERROR;  // the input ended first
  if (status != Z_STREAM_END) {
    const Raised raised = raise_zlib(vm, stream, status, "while decompressing data");
    zlib().inflate_end(&stream);
    return raised;
  }
  zlib().inflate_end(&stream);
  return out.finish();
}

// ---- objects: raw is a StreamState; values: unused_data, unconsumed_tail, zdict ----

struct StreamState {
  z_stream stream{};
  bool compresses = false;
  bool open = false;
  bool at_end = false;
  ~StreamState() {
    if (!open) return;
    if (compresses)
      zlib().deflate_end(&stream);
    else
      zlib().inflate_end(&stream);
  }
};
enum StreamValue { kUnusedData, kUnconsumedTail, kDictionary, kValueCount };

StreamState& state_of(Value self) { return *static_cast<StreamState*>(self.as<NativeObject>()->raw); }
void set_value(Vm& vm, Value self, StreamValue which, Value value) {
  self.as<NativeObject>()->values[which] = value;
  vm.barrier(self.as_cell());
}
std::string_view bytes_value(Value self, StreamValue which) { return self.as<NativeObject>()->values[which].as<Bytes>()->view(); }

Result<Value> new_stream_object(Vm& vm, const NativeTypeSpec& spec) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(vm.native_type(spec)));
  object->value_count = kValueCount;
  for (int i = 0; i < kValueCount; ++i) object->values[i] = vm.empty_bytes;
  object->raw = new StreamState;
  object->finalize = [](void* raw) { delete static_cast<StreamState*>(raw); };
  return Value::from_cell(object);
}

extern const NativeTypeSpec kCompressType, kDecompressType;

Result<Value> compressobj(Vm& vm, const Args& args) {
  static constexpr int kDefaults[] = {Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS, 8, Z_DEFAULT_STRATEGY};
  int options[5];
  for (int i = 0; i < 5; ++i) options[i] = args.has(static_cast<std::size_t>(i)) ? TRY(clinic_c_int(vm, args[static_cast<std::size_t>(i)])) : kDefaults[i];
  BufferView dictionary;
  const bool has_dictionary = args.has(5) && !args[5].is_none();
  if (has_dictionary) TRY(dictionary.open(vm, args[5]));
  const Value self = TRY(new_stream_object(vm, kCompressType));
  StreamState& state = state_of(self);
  state.compresses = true;
  const int error = zlib().deflate_init(&state.stream, options[0], options[1], options[2], options[3], options[4], ZLIB_VERSION, sizeof state.stream);
  if (error == Z_MEM_ERROR) return vm.raise(TypeId::MemoryError, "Can't allocate memory for compression object");
  if (error == Z_STREAM_ERROR) return vm.raise(TypeId::ValueError, "Invalid initialization option");
  if (error != Z_OK) return raise_zlib(vm, state.stream, error, "while creating compression object");
  state.open = true;
  if (!has_dictionary) return self;
  const int status =
      zlib().deflate_set_dictionary(&state.stream, reinterpret_cast<const Bytef*>(dictionary.data()), static_cast<uInt>(dictionary.length()));
  if (status == Z_STREAM_ERROR) return vm.raise(TypeId::ValueError, "Invalid dictionary");
  if (status != Z_OK) return vm.raise(TypeId::ValueError, "deflateSetDictionary()");
  return self;
}

Result<Value> compress_method(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[1]));
  StreamState& state = state_of(args[0]);
  Output out(vm, -1);
  const int status = TRY(deflate_all(state.stream, out, data.view(), Z_NO_FLUSH));
  if (status == Z_STREAM_ERROR) return raise_zlib(vm, state.stream, status, "while compressing data");
  return out.finish();
}

Result<Value> compress_flush(Vm& vm, const Args& args) {
  const int mode = args.has(1) ? TRY(clinic_c_int(vm, args[1])) : Z_FINISH;
  if (mode == Z_NO_FLUSH) return vm.empty_bytes;
  StreamState& state = state_of(args[0]);
  Output out(vm, -1);
  const int status = TRY(deflate_all(state.stream, out, {}, mode));
  if (status == Z_STREAM_END && mode == Z_FINISH) {
    const int end = zlib().deflate_end(&state.stream);
    state.open = false;
    if (end != Z_OK) return raise_zlib(vm, state.stream, end, "while finishing compression");
  } else if (status != Z_OK && status != Z_BUF_ERROR) {
    return raise_zlib(vm, state.stream, status, "while flushing");
  }
  return out.finish();
}

Result<Value> compress_copy(Vm& vm, const Args& args) {
  StreamState& source = state_of(args[0]);
  if (!source.open) return vm.raise(TypeId::ValueError, "Inconsistent stream state");
  const Value copy = TRY(new_stream_object(vm, kCompressType));
  StreamState& target = state_of(copy);
  target.compresses = true;
  const int error = zlib().deflate_copy(&target.stream, &source.stream);
  if (error == Z_STREAM_ERROR) return vm.raise(TypeId::ValueError, "Inconsistent stream state");
  if (error != Z_OK) return vm.raise(TypeId::MemoryError, "Can't allocate memory for compression object");
  target.open = true;
  return copy;
}

// ---- decompression ----

Result<void> set_inflate_dictionary(Vm& vm, Value self) {
  BufferView dictionary;
  TRY(dictionary.open(vm, self.as<NativeObject>()->values[kDictionary]));
  StreamState& state = state_of(self);
  const int error =
      zlib().inflate_set_dictionary(&state.stream, reinterpret_cast<const Bytef*>(dictionary.data()), static_cast<uInt>(dictionary.length()));
  if (error != Z_OK) return raise_zlib(vm, state.stream, error, "while setting zdict");
  return {};
}
bool has_dictionary(Value self) { return !self.as<NativeObject>()->values[kDictionary].is_none(); }

Result<Value> decompressobj(Vm& vm, const Args& args) {
  const int window = args.has(0) ? TRY(clinic_c_int(vm, args[0])) : MAX_WBITS;
  if (args.has(1) && !is_bytes_like(vm, args[1])) return vm.raise(TypeId::TypeError, "zdict argument must support the buffer protocol");
  const Value self = TRY(new_stream_object(vm, kDecompressType));
  set_value(vm, self, kDictionary, args.has(1) ? args[1] : Value::none());
  StreamState& state = state_of(self);
  const int error = zlib().inflate_init(&state.stream, window, ZLIB_VERSION, sizeof state.stream);
  if (error == Z_MEM_ERROR) return vm.raise(TypeId::MemoryError, "Can't allocate memory for decompression object");
  if (error == Z_STREAM_ERROR) return vm.raise(TypeId::ValueError, "Invalid initialization option");
  if (error != Z_OK) return raise_zlib(vm, state.stream, error, "while creating decompression object");
  state.open = true;
  if (has_dictionary(self) && window < 0) TRY(set_inflate_dictionary(vm, self));
  return self;
}

/// Keeps what the library did not read: after the end in unused_data, else in unconsumed_tail.
Result<void> save_rest(Vm& vm, Value self, std::string_view text, int status) {
  StreamState& state = state_of(self);
  const auto consumed = reinterpret_cast<const char*>(state.stream.next_in) - text.data();
  const std::string_view rest = text.substr(static_cast<std::size_t>(consumed));
  const bool ended = status == Z_STREAM_END;
  if (ended && !rest.empty()) {
    const std::string unused = std::string(bytes_value(self, kUnusedData)) + std::string(rest);
    set_value(vm, self, kUnusedData, Value::from_cell(TRY(new_bytes(vm, unused))));
  }
  // A tail that was there is replaced, even (as in CPython) by what is unused.
  if ((!ended && !rest.empty()) || !bytes_value(self, kUnconsumedTail).empty())
    set_value(vm, self, kUnconsumedTail, rest.empty() ? vm.empty_bytes : Value::from_cell(TRY(new_bytes(vm, rest))));
  return {};
}

/// Decompresses `text` into `out` until it or the room ends.
Result<int> inflate_some(Vm& vm, Value self, Output& out, std::string_view text, int mode) {
  StreamState& state = state_of(self);
  Input input(text);
  input.start(state.stream);
  while (true) {
    const int flush = input.left == 0 ? mode : Z_SYNC_FLUSH;
    const int status = TRY(run(state.stream, out, [&](z_stream& s) { return zlib().inflate(&s, flush); }));
    if (status == Z_NEED_DICT && has_dictionary(self)) {
      TRY(set_inflate_dictionary(vm, self));
      continue;
    }
    const bool goes_on = (status == Z_OK || status == Z_BUF_ERROR) && input.left && !out.at_limit();
    if (!goes_on) return status;
    input.feed(state.stream);
  }
}

Result<Value> decompress_method(Vm& vm, const Args& args) {
  const std::int64_t limit = args.has(2) ? TRY(index_to_int64(vm, args[2])) : 0;
  if (limit < 0) return vm.raise(TypeId::ValueError, "max_length must be non-negative");
  BufferView data;
  TRY(data.open(vm, args[1]));
  StreamState& state = state_of(args[0]);
  Output out(vm, limit ? limit : -1, limit ? static_cast<std::size_t>(std::min<std::int64_t>(limit, 16384)) : 16384);
  const int status = TRY(inflate_some(vm, args[0], out, data.view(), Z_SYNC_FLUSH));
  TRY(save_rest(vm, args[0], data.view(), status));
  if (status == Z_STREAM_END)
    state.at_end = true;
  else if (status != Z_OK && status != Z_BUF_ERROR)
    return raise_zlib(vm, state.stream, status, "while decompressing data");
  return out.finish();
}

Result<Value> decompress_flush(Vm& vm, const Args& args) {
  const std::int64_t length = args.has(1) ? TRY(index_to_int64(vm, args[1])) : 16384;
  if (length <= 0) return vm.raise(TypeId::ValueError, "length must be greater than zero");
  const Value tail = args[0].as<NativeObject>()->values[kUnconsumedTail];
  StreamState& state = state_of(args[0]);
  Output out(vm, -1, static_cast<std::size_t>(std::min<std::int64_t>(length, 1 << 28)));
  const std::string_view text = tail.as<Bytes>()->view();
  const int status = TRY(inflate_some(vm, args[0], out, text, Z_FINISH));
  TRY(save_rest(vm, args[0], text, status));
  if (status == Z_STREAM_END) {
    state.at_end = true;
    const int end = zlib().inflate_end(&state.stream);
    state.open = false;
    if (end != Z_OK) return raise_zlib(vm, state.stream, end, "while finishing decompression");
  }
  return out.finish();
}

Result<Value> decompress_copy(Vm& vm, const Args& args) {
  StreamState& source = state_of(args[0]);
  if (!source.open) return vm.raise(TypeId::ValueError, "Inconsistent stream state");
  const Value copy = TRY(new_stream_object(vm, kDecompressType));
  StreamState& target = state_of(copy);
  const int error = zlib().inflate_copy(&target.stream, &source.stream);
  if (error == Z_STREAM_ERROR) return vm.raise(TypeId::ValueError, "Inconsistent stream state");
  if (error != Z_OK) return vm.raise(TypeId::MemoryError, "Can't allocate memory for decompression object");
  target.open = true;
  target.at_end = source.at_end;
  for (int i = 0; i < kValueCount; ++i) set_value(vm, copy, static_cast<StreamValue>(i), args[0].as<NativeObject>()->values[i]);
  return copy;
}

Result<Value> get_unused_data(Vm&, Value self) { return self.as<NativeObject>()->values[kUnusedData]; }
Result<Value> get_unconsumed_tail(Vm&, Value self) { return self.as<NativeObject>()->values[kUnconsumedTail]; }
Result<Value> get_eof(Vm&, Value self) { return Value::from_bool(state_of(self).at_end); }

constexpr NativeMethod kCompressMethods[] = {
    {"compress", compress_method, "($self, data, /)"},
    {"flush", compress_flush, "($self, mode=zlib.Z_FINISH, /)"},
    {"copy", compress_copy, "($self, /)"},
    {"__copy__", compress_copy, "($self, /)"},
    {"__deepcopy__", compress_copy, "($self, memo, /)"},
};
constexpr NativeMethod kDecompressMethods[] = {
    {"decompress", decompress_method, "($self, data, /, max_length=0)"},
    {"flush", decompress_flush, "($self, length=zlib.DEF_BUF_SIZE, /)"},
    {"copy", decompress_copy, "($self, /)"},
    {"__copy__", decompress_copy, "($self, /)"},
    {"__deepcopy__", decompress_copy, "($self, memo, /)"},
};
constexpr NativeGetSet kDecompressGetSets[] = {
    {"unused_data", get_unused_data},
    {"unconsumed_tail", get_unconsumed_tail},
    {"eof", get_eof},
};
constexpr NativeTypeSpec kCompressType{"zlib.Compress", kCompressMethods};
constexpr NativeTypeSpec kDecompressType{"zlib.Decompress", kDecompressMethods, kDecompressGetSets};

// ---- checksums ----

Result<Value> adler32_function(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  uLong sum = args.has(1) ? TRY(masked_c_uint(vm, args[1])) : 1;
  std::string_view rest = data.view();
  while (!rest.empty()) {
    const std::size_t piece = std::min<std::size_t>(rest.size(), 1u << 24);
    sum = zlib().adler32(sum, reinterpret_cast<const Bytef*>(rest.data()), static_cast<uInt>(piece));
    rest.remove_prefix(piece);
  }
  return Value::from_int(static_cast<std::int64_t>(sum & 0xffff'ffff));
}
Result<Value> crc32_function(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  return Value::from_int(crc32(data.view(), args.has(1) ? TRY(masked_c_uint(vm, args[1])) : 0));
}

constexpr NativeMethod kFunctions[] = {
    {"adler32", adler32_function, "(data, value=1, /)"},
    {"compress", compress, "(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)"},
    {"compressobj", compressobj,
     "(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)"},
    {"crc32", crc32_function, "(data, value=0, /)"},
    {"decompress", decompress, "(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)"},
    {"decompressobj", decompressobj, "(wbits=MAX_WBITS, zdict=b'')"},
};

constexpr std::pair<const char*, int> kConstants[] = {
    {"DEFLATED", Z_DEFLATED}, {"DEF_BUF_SIZE", 16384}, {"DEF_MEM_LEVEL", 8}, {"MAX_WBITS", MAX_WBITS}, {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
    {"Z_BEST_SPEED", Z_BEST_SPEED}, {"Z_BLOCK", Z_BLOCK}, {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION}, {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
    {"Z_FILTERED", Z_FILTERED}, {"Z_FINISH", Z_FINISH}, {"Z_FIXED", Z_FIXED}, {"Z_FULL_FLUSH", Z_FULL_FLUSH}, {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
    {"Z_NO_COMPRESSION", Z_NO_COMPRESSION}, {"Z_NO_FLUSH", Z_NO_FLUSH}, {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH}, {"Z_RLE", Z_RLE},
    {"Z_SYNC_FLUSH", Z_SYNC_FLUSH}, {"Z_TREES", Z_TREES},
};

Result<void> initialize(Vm& vm, Module* module) {
  if (!zlib().library.loaded()) return raise_not_loaded(vm, "libz.so.1");
  constexpr std::size_t kSize = sizeof(NativeObject) + kValueCount * sizeof(Value);
  TRY(vm.make_native_type(kCompressType, kind::NativeObject, kSize, TypeId::Object, kTypeUninstantiable));
  TRY(vm.make_native_type(kDecompressType, kind::NativeObject, kSize, TypeId::Object, kTypeUninstantiable));
  TRY(set_module_value(vm, module, "error", Value::from_cell(TRY(make_exception_type(vm, kErrorType, TypeId::Exception)))));
  for (const auto& [name, number] : kConstants) TRY(set_module_int(vm, module, name, number));
  TRY(set_module_text(vm, module, "ZLIB_VERSION", ZLIB_VERSION));
  TRY(set_module_text(vm, module, "ZLIB_RUNTIME_VERSION", zlib().version()));
  return set_module_text(vm, module, "__version__", "1.0");
}

}  // namespace
}  // namespace compression

const NativeModuleSpec& zlib_module() {
  static constexpr NativeModuleSpec kSpec{"zlib", compression::kFunctions, compression::initialize, "Compression and decompression compatible with gzip."};
  return kSpec;
}

}  // namespace tauraro
