// _bz2, through the system's libbz2.
#include <bzlib.h>

#include "modules/c_arguments.h"
#include "modules/compression/shared_library.h"
#include "modules/compression/stream_decompressor.h"
#include "modules/module_support.h"

namespace tauraro {

namespace compression {
namespace {

struct Library {
  SharedLibrary library{"libbz2.so.1.0"};
  decltype(::BZ2_bzCompressInit)* compress_init;
  decltype(::BZ2_bzCompress)* compress;
  decltype(::BZ2_bzCompressEnd)* compress_end;
  decltype(::BZ2_bzDecompressInit)* decompress_init;
  decltype(::BZ2_bzDecompress)* decompress;
  decltype(::BZ2_bzDecompressEnd)* decompress_end;

  Library() {
    library.find(compress_init, "BZ2_bzCompressInit");
    library.find(compress, "BZ2_bzCompress");
    library.find(compress_end, "BZ2_bzCompressEnd");
    library.find(decompress_init, "BZ2_bzDecompressInit");
    library.find(decompress, "BZ2_bzDecompress");
    library.find(decompress_end, "BZ2_bzDecompressEnd");
  }
};
const Library& bz2() {
  static const Library library;
  return library;
}

/// Raises for a status that is an error.
Result<void> check(Vm& vm, int status) {
  switch (status) {
    case BZ_OK: case BZ_RUN_OK: case BZ_FLUSH_OK: case BZ_FINISH_OK: case BZ_STREAM_END: return {};
    case BZ_MEM_ERROR: return vm.out_of_memory();
    case BZ_PARAM_ERROR: return vm.raise(TypeId::ValueError, "Internal error - invalid parameters passed to libbzip2");
    case BZ_DATA_ERROR: case BZ_DATA_ERROR_MAGIC: return vm.raise(TypeId::OSError, "Invalid data stream");
    case BZ_IO_ERROR: return vm.raise(TypeId::OSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF: return vm.raise(TypeId::EOFError, "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR: return vm.raise(TypeId::RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2");
    default: return vm.raise_error(TypeId::OSError, "Unrecognized error from libbzip2: ", status);
  }
}

template <class Step>
Result<int> run(bz_stream& stream, Output& out, Step step) {
  TRY(out.reserve());
  const std::size_t room = std::min<std::size_t>(out.free_bytes(), UINT32_MAX);
  stream.next_out = out.free_space();
  stream.avail_out = static_cast<unsigned>(room);
  const int status = step(stream);
  out.advance(room - stream.avail_out);
  return status;
}

struct Compressor {
  bz_stream stream{};
  bool open = false, flushed = false;
  ~Compressor() {
    if (open) bz2().compress_end(&stream);
  }
};
struct Decompressor : PendingInput {
  bz_stream stream{};
  bool open = false;
  ~Decompressor() {
    if (open) bz2().decompress_end(&stream);
  }
};
Compressor& compressor_of(Value self) { return *static_cast<Compressor*>(self.as<NativeObject>()->raw); }
Decompressor& decompressor_of(Value self) { return *static_cast<Decompressor*>(self.as<NativeObject>()->raw); }

Result<Value> new_compressor(Vm& vm, const Args& args) {
  const int level = args.has(1) ? TRY(clinic_c_int(vm, args[1])) : 9;
  if (level < 1 || level > 9) return vm.raise(TypeId::ValueError, "compresslevel must be between 1 and 9");
  NativeObject* object = TRY(vm.new_instance<NativeObject>(args[0].as<Type>()));
  object->raw = new Compressor;
  object->finalize = [](void* raw) { delete static_cast<Compressor*>(raw); };
  Compressor& compressor = compressor_of(Value::from_cell(object));
  TRY(check(vm, bz2().compress_init(&compressor.stream, level, 0, 0)));
  compressor.open = true;
  return Value::from_cell(object);
}

/// Compresses text; action BZ_RUN or BZ_FINISH.
Result<Value> compress_text(Vm& vm, Compressor& compressor, std::string_view text, int action) {
  Output out(vm, -1);
  compressor.stream.next_in = const_cast<char*>(text.data());
  compressor.stream.avail_in = 0;
  std::size_t left = text.size();
  while (true) {
    if (compressor.stream.avail_in == 0 && left > 0) {
      const std::size_t piece = std::min<std::size_t>(left, UINT32_MAX);
      compressor.stream.avail_in = static_cast<unsigned>(piece);
      left -= piece;
    }
    if (action == BZ_RUN && compressor.stream.avail_in == 0) break;
    const int status = TRY(run(compressor.stream, out, [&](bz_stream& s) { return bz2().compress(&s, action); }));
    TRY(check(vm, status));
    if (action == BZ_FINISH && status == BZ_STREAM_END) break;
  }
  return out.finish();
}

Result<Value> compress_method(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[1]));
  Compressor& compressor = compressor_of(args[0]);
  if (compressor.flushed) return vm.raise(TypeId::ValueError, "Compressor has been flushed");
  return compress_text(vm, compressor, data.view(), BZ_RUN);
}
Result<Value> flush_method(Vm& vm, const Args& args) {
  Compressor& compressor = compressor_of(args[0]);
  if (compressor.flushed) return vm.raise(TypeId::ValueError, "Repeated call to flush()");
  compressor.flushed = true;
  return compress_text(vm, compressor, {}, BZ_FINISH);
}

Result<Value> new_decompressor(Vm& vm, const Args& args) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(args[0].as<Type>()));
  object->raw = new Decompressor;
  object->finalize = [](void* raw) { delete static_cast<Decompressor*>(raw); };
  Decompressor& decompressor = decompressor_of(Value::from_cell(object));
  TRY(check(vm, bz2().decompress_init(&decompressor.stream, 0, 0)));
  decompressor.open = true;
  return Value::from_cell(object);
}

Result<Value> decompress_method(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[1]));
  const std::int64_t limit = args.has(2) ? TRY(index_to_int64(vm, args[2])) : -1;
  Decompressor& decompressor = decompressor_of(args[0]);
  if (decompressor.at_end) return vm.raise(TypeId::EOFError, "End of stream already reached");
  return decompress_step(vm, decompressor, data.view(), limit < 0 ? -1 : limit, [&](std::string_view text, std::size_t* consumed, Output& out) -> Result<bool> {
    bz_stream& stream = decompressor.stream;
    stream.next_in = const_cast<char*>(text.data());
    while (!out.at_limit()) {
      const std::size_t place = static_cast<std::size_t>(stream.next_in - text.data());
      const std::size_t piece = std::min<std::size_t>(text.size() - place, UINT32_MAX);
      stream.avail_in = static_cast<unsigned>(piece);
      const int status = TRY(run(stream, out, [](bz_stream& s) { return bz2().decompress(&s); }));
      TRY(check(vm, status));
      *consumed = static_cast<std::size_t>(stream.next_in - text.data());
      if (status == BZ_STREAM_END) return true;
      if (*consumed == text.size() && stream.avail_out != 0) return false;
    }
    return false;
  });
}

Result<Value> get_eof(Vm&, Value self) { return Value::from_bool(decompressor_of(self).at_end); }
Result<Value> get_unused(Vm& vm, Value self) { return Value::from_cell(TRY(new_bytes(vm, decompressor_of(self).unused))); }
Result<Value> get_needs_input(Vm&, Value self) { return Value::from_bool(decompressor_of(self).needs_input); }

constexpr NativeMethod kCompressorMethods[] = {
    {"__new__", new_compressor, "($type, compresslevel=9, /)", NativeMethod::Static},
    {"compress", compress_method, "($self, data, /)"},
    {"flush", flush_method, "($self, /)"},
};
constexpr NativeMethod kDecompressorMethods[] = {
    {"__new__", new_decompressor, "($type)", NativeMethod::Static},
    {"decompress", decompress_method, "($self, /, data, max_length=-1)"},
};
constexpr NativeGetSet kDecompressorGetSets[] = {
    {"eof", get_eof, nullptr, "True if the end-of-stream marker has been reached."},
    {"unused_data", get_unused, nullptr, "Data found after the end of the compressed stream."},
    {"needs_input", get_needs_input, nullptr, "True if more input is needed before more decompressed data can be produced."},
};
constexpr NativeTypeSpec kCompressorType{"_bz2.BZ2Compressor", kCompressorMethods, {}, "Compresses data in pieces."};
constexpr NativeTypeSpec kDecompressorType{"_bz2.BZ2Decompressor", kDecompressorMethods, kDecompressorGetSets, "Decompresses data in pieces."};

Result<void> initialize(Vm& vm, Module* module) {
  if (!bz2().library.loaded()) return raise_not_loaded(vm, "libbz2.so.1.0");
  Type* compressor = TRY(vm.make_native_type(kCompressorType, kind::NativeObject, sizeof(NativeObject)));
  TRY(set_module_value(vm, module, "BZ2Compressor", Value::from_cell(compressor)));
  Type* decompressor = TRY(vm.make_native_type(kDecompressorType, kind::NativeObject, sizeof(NativeObject)));
  return set_module_value(vm, module, "BZ2Decompressor", Value::from_cell(decompressor));
}

}  // namespace
}  // namespace compression

const NativeModuleSpec& _bz2_module() {
  static constexpr NativeModuleSpec kSpec{"_bz2", {}, compression::initialize};
  return kSpec;
}

}  // namespace tauraro
