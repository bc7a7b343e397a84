// _lzma, through the system's liblzma.
#include "modules/c_arguments.h"
#include "modules/compression/lzma_filters.h"
#include "modules/compression/stream_decompressor.h"
#include "modules/module_support.h"

namespace tauraro {

namespace compression {
namespace {

enum Container { kFormatAuto, kFormatXz, kFormatAlone, kFormatRaw };

struct Compressor {
  lzma_stream stream = LZMA_STREAM_INIT;
  bool flushed = false;
  ~Compressor() { lzma().end(&stream); }
};
struct Decompressor : PendingInput {
  lzma_stream stream = LZMA_STREAM_INIT;
  int check = 16;  // CHECK_UNKNOWN
  ~Decompressor() { lzma().end(&stream); }
};
Compressor& compressor_of(Value self) { return *static_cast<Compressor*>(self.as<NativeObject>()->raw); }
Decompressor& decompressor_of(Value self) { return *static_cast<Decompressor*>(self.as<NativeObject>()->raw); }

Result<lzma_ret> run(lzma_stream& stream, Output& out, lzma_action action) {
  TRY(out.reserve());
  const std::size_t room = out.free_bytes();
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.free_space());
  stream.avail_out = room;
  const lzma_ret status = lzma().code(&stream, action);
  out.advance(room - stream.avail_out);
  return status;
}

// ---- compression ----

struct CompressorOptions {
  int container = kFormatXz, check = -1;
  bool has_preset = false, has_filters = false;
  std::uint32_t preset = LZMA_PRESET_DEFAULT;
};

Result<lzma_ret> start_encoder(Vm& vm, lzma_stream* stream, const CompressorOptions& options, Value filters) {
  FilterChain chain;
  if (options.has_filters) TRY(parse_chain(vm, filters, &chain));
  switch (options.container) {
    case kFormatXz: {
      const auto check = static_cast<lzma_check>(options.check == -1 ? LZMA_CHECK_CRC64 : options.check);
      if (!options.has_filters) return lzma().easy_encoder(stream, options.preset, check);
      return lzma().stream_encoder(stream, chain.filters, check);
    }
    case kFormatAlone: {
      if (options.has_filters) {
        if (chain.filters[0].id == LZMA_FILTER_LZMA1 && chain.filters[1].id == LZMA_VLI_UNKNOWN)
          return lzma().alone_encoder(stream, static_cast<lzma_options_lzma*>(chain.filters[0].options));
        return vm.raise(TypeId::ValueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
      }
      lzma_options_lzma lzma_options{};
      if (lzma().lzma_preset(&lzma_options, options.preset))
        return raise_of_type(vm, vm.native_type(kLzmaErrorType), concat("Invalid compression preset: ", options.preset));
      return lzma().alone_encoder(stream, &lzma_options);
    }
    case kFormatRaw:
      if (!options.has_filters) return vm.raise(TypeId::ValueError, "Must specify filters for FORMAT_RAW");
      return lzma().raw_encoder(stream, chain.filters);
    default: return vm.raise_error(TypeId::ValueError, "Invalid container format: ", options.container);
  }
}

Result<Value> new_compressor(Vm& vm, const Args& args) {
  CompressorOptions options;
  if (args.has(1)) options.container = TRY(clinic_c_int(vm, args[1]));
  if (args.has(2)) options.check = TRY(clinic_c_int(vm, args[2]));
  options.has_preset = args.has(3) && !args[3].is_none();
  options.has_filters = args.has(4) && !args[4].is_none();
  if (options.has_preset && options.has_filters) return vm.raise(TypeId::ValueError, "Cannot specify both preset and filter chain");
  if (options.has_preset) {
    const std::int64_t preset = TRY(index_to_int64(vm, args[3]));
    if (preset < 0) return vm.raise(TypeId::OverflowError, "can't convert negative value to unsigned int");
    if (preset > UINT32_MAX) return vm.raise(TypeId::OverflowError, "Value too large for uint32_t type");
    options.preset = static_cast<std::uint32_t>(preset);
  }
  if (options.container != kFormatXz && options.check != -1 && options.check != LZMA_CHECK_NONE)
    return vm.raise(TypeId::ValueError, "Integrity checks are only supported by FORMAT_XZ");
  NativeObject* object = TRY(vm.new_instance<NativeObject>(args[0].as<Type>()));
  object->raw = new Compressor;
  object->finalize = [](void* raw) { delete static_cast<Compressor*>(raw); };
  TRY(check_lzma(vm, TRY(start_encoder(vm, &compressor_of(Value::from_cell(object)).stream, options, args[4]))));
  return Value::from_cell(object);
}

Result<Value> compress_text(Vm& vm, Compressor& compressor, std::string_view text, lzma_action action) {
  Output out(vm, -1);
  compressor.stream.next_in = reinterpret_cast<const std::uint8_t*>(text.data());
  compressor.stream.avail_in = text.size();
  while (true) {
    lzma_ret status = TRY(run(compressor.stream, out, action));
    if (status == LZMA_BUF_ERROR && text.empty() && compressor.stream.avail_out > 0) status = LZMA_OK;  // nothing to do
    TRY(check_lzma(vm, status));
    const bool done = action == LZMA_RUN ? compressor.stream.avail_in == 0 && compressor.stream.avail_out != 0 : status == LZMA_STREAM_END;
    if (done) return out.finish();
  }
}

Result<Value> compress_method(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[1]));
  if (compressor_of(args[0]).flushed) return vm.raise(TypeId::ValueError, "Compressor has been flushed");
  return compress_text(vm, compressor_of(args[0]), data.view(), LZMA_RUN);
}
Result<Value> flush_method(Vm& vm, const Args& args) {
  Compressor& compressor = compressor_of(args[0]);
  if (compressor.flushed) return vm.raise(TypeId::ValueError, "Repeated call to flush()");
  compressor.flushed = true;
  return compress_text(vm, compressor, {}, LZMA_FINISH);
}

// ---- decompression ----

Result<lzma_ret> start_decoder(Vm& vm, Decompressor& decompressor, int container, std::uint64_t memory, Value filters) {
  constexpr std::uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  switch (container) {
    case kFormatAuto: return lzma().auto_decoder(&decompressor.stream, memory, kFlags);
    case kFormatXz: return lzma().stream_decoder(&decompressor.stream, memory, kFlags);
    case kFormatAlone: decompressor.check = LZMA_CHECK_NONE; return lzma().alone_decoder(&decompressor.stream, memory);
    case kFormatRaw: {
      decompressor.check = LZMA_CHECK_NONE;
      FilterChain chain;
      TRY(parse_chain(vm, filters, &chain));
      return lzma().raw_decoder(&decompressor.stream, chain.filters);
    }
    default: return vm.raise_error(TypeId::ValueError, "Invalid container format: ", container);
  }
}

Result<Value> new_decompressor(Vm& vm, const Args& args) {
  const int container = args.has(1) ? TRY(clinic_c_int(vm, args[1])) : kFormatAuto;
  const bool has_limit = args.has(2) && !args[2].is_none(), has_filters = args.has(3) && !args[3].is_none();
  std::uint64_t memory = UINT64_MAX;
  if (has_limit) {
    if (container == kFormatRaw) return vm.raise(TypeId::ValueError, "Cannot specify memory limit with FORMAT_RAW");
    memory = static_cast<std::uint64_t>(TRY(index_to_int64(vm, args[2])));
  }
  if (container == kFormatRaw && !has_filters) return vm.raise(TypeId::ValueError, "Must specify filters for FORMAT_RAW");
  if (container != kFormatRaw && has_filters) return vm.raise(TypeId::ValueError, "Cannot specify filters except with FORMAT_RAW");
  NativeObject* object = TRY(vm.new_instance<NativeObject>(args[0].as<Type>()));
  object->raw = new Decompressor;
  object->finalize = [](void* raw) { delete static_cast<Decompressor*>(raw); };
  TRY(check_lzma(vm, TRY(start_decoder(vm, decompressor_of(Value::from_cell(object)), container, memory, args[3]))));
  return Value::from_cell(object);
}

Result<Value> decompress_method(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[1]));
  const std::int64_t limit = args.has(2) ? TRY(index_to_int64(vm, args[2])) : -1;
  Decompressor& decompressor = decompressor_of(args[0]);
  if (decompressor.at_end) return vm.raise(TypeId::EOFError, "Already at end of stream");
  return decompress_step(vm, decompressor, data.view(), limit < 0 ? -1 : limit, [&](std::string_view text, std::size_t* consumed, Output& out) -> Result<bool> {
    lzma_stream& stream = decompressor.stream;
    stream.next_in = reinterpret_cast<const std::uint8_t*>(text.data());
    stream.avail_in = text.size();
    while (!out.at_limit()) {
      lzma_ret status = TRY(run(stream, out, LZMA_RUN));
      if (status == LZMA_BUF_ERROR && stream.avail_in == 0 && stream.avail_out > 0) status = LZMA_OK;  // wants more input
      TRY(check_lzma(vm, status));
      *consumed = text.size() - stream.avail_in;
      if (status == LZMA_GET_CHECK || status == LZMA_NO_CHECK) decompressor.check = lzma().get_check(&stream);
      if (status == LZMA_STREAM_END) return true;
      if (stream.avail_in == 0 && stream.avail_out != 0 && status == LZMA_OK) return false;
    }
    return false;
  });
}

Result<Value> get_check(Vm&, Value self) { return Value::from_int(decompressor_of(self).check); }
Result<Value> get_eof(Vm&, Value self) { return Value::from_bool(decompressor_of(self).at_end); }
Result<Value> get_unused(Vm& vm, Value self) { return Value::from_cell(TRY(new_bytes(vm, decompressor_of(self).unused))); }
Result<Value> get_needs_input(Vm&, Value self) { return Value::from_bool(decompressor_of(self).needs_input); }

constexpr NativeMethod kCompressorMethods[] = {
    {"__new__", new_compressor, "($type, format=<unset>, check=-1, preset=None, filters=None)", NativeMethod::Static},
    {"compress", compress_method, "($self, data, /)"},
    {"flush", flush_method, "($self, /)"},
};
constexpr NativeMethod kDecompressorMethods[] = {
    {"__new__", new_decompressor, "($type, format=FORMAT_AUTO, memlimit=None, filters=None)", NativeMethod::Static},
    {"decompress", decompress_method, "($self, /, data, max_length=-1)"},
};
constexpr NativeGetSet kDecompressorGetSets[] = {
    {"check", get_check, nullptr, "ID of the integrity check used by the input stream."},
    {"eof", get_eof, nullptr, "True if the end-of-stream marker has been reached."},
    {"needs_input", get_needs_input, nullptr, "True if more input is needed before more decompressed data can be produced."},
    {"unused_data", get_unused, nullptr, "Data found after the end of the compressed stream."},
};
constexpr NativeTypeSpec kCompressorType{"_lzma.LZMACompressor", kCompressorMethods, {}, "Compresses data in pieces."};
constexpr NativeTypeSpec kDecompressorType{"_lzma.LZMADecompressor", kDecompressorMethods, kDecompressorGetSets, "Decompresses data in pieces."};

// ---- functions ----

Result<Value> is_check_supported(Vm& vm, const Args& args) {
  return Value::from_bool(lzma().check_is_supported(static_cast<lzma_check>(TRY(clinic_c_int(vm, args[0])))));
}

Result<Value> encode_filter_properties(Vm& vm, const Args& args) {
  lzma_filter filter;
  FilterChain::Options options;
  TRY(parse_filter(vm, args[0], &filter, &options));
  std::uint32_t size;
  TRY(check_lzma(vm, lzma().properties_size(&size, &filter)));
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, size));
  TRY(check_lzma(vm, lzma().properties_encode(&filter, reinterpret_cast<std::uint8_t*>(bytes->data))));
  return Value::from_cell(bytes);
}

Result<Value> decode_filter_properties(Vm& vm, const Args& args) {
  lzma_filter filter{};
  filter.id = static_cast<lzma_vli>(TRY(index_to_int64(vm, args[0])));
  BufferView data;
  TRY(data.open(vm, args[1]));
  TRY(check_lzma(vm, lzma().properties_decode(&filter, nullptr, reinterpret_cast<const std::uint8_t*>(data.data()), data.length())));
  const Result<Value> dict = filter_to_dict(vm, filter);
  std::free(filter.options);  // the library took it with malloc
  return dict;
}

constexpr NativeMethod kFunctions[] = {
    {"is_check_supported", is_check_supported, "(check_id, /)"},
    {"_encode_filter_properties", encode_filter_properties, "(filter, /)"},
    {"_decode_filter_properties", decode_filter_properties, "(filter_id, encoded_props, /)"},
};

constexpr std::pair<const char*, std::uint64_t> kConstants[] = {
    {"FORMAT_AUTO", kFormatAuto}, {"FORMAT_XZ", kFormatXz}, {"FORMAT_ALONE", kFormatAlone}, {"FORMAT_RAW", kFormatRaw}, {"CHECK_NONE", LZMA_CHECK_NONE},
    {"CHECK_CRC32", LZMA_CHECK_CRC32}, {"CHECK_CRC64", LZMA_CHECK_CRC64}, {"CHECK_SHA256", LZMA_CHECK_SHA256}, {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX},
    {"CHECK_UNKNOWN", LZMA_CHECK_ID_MAX + 1}, {"FILTER_LZMA1", LZMA_FILTER_LZMA1}, {"FILTER_LZMA2", LZMA_FILTER_LZMA2}, {"FILTER_DELTA", LZMA_FILTER_DELTA},
    {"FILTER_X86", LZMA_FILTER_X86}, {"FILTER_POWERPC", LZMA_FILTER_POWERPC}, {"FILTER_IA64", LZMA_FILTER_IA64}, {"FILTER_ARM", LZMA_FILTER_ARM},
    {"FILTER_ARMTHUMB", LZMA_FILTER_ARMTHUMB}, {"FILTER_SPARC", LZMA_FILTER_SPARC}, {"MF_HC3", LZMA_MF_HC3}, {"MF_HC4", LZMA_MF_HC4}, {"MF_BT2", LZMA_MF_BT2},
    {"MF_BT3", LZMA_MF_BT3}, {"MF_BT4", LZMA_MF_BT4}, {"MODE_FAST", LZMA_MODE_FAST}, {"MODE_NORMAL", LZMA_MODE_NORMAL},
    {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT}, {"PRESET_EXTREME", LZMA_PRESET_EXTREME},
};

Result<void> initialize(Vm& vm, Module* module) {
  if (!lzma().library.loaded()) return raise_not_loaded(vm, "liblzma.so.5");
  TRY(set_module_value(vm, module, "LZMAError", Value::from_cell(TRY(make_exception_type(vm, kLzmaErrorType, TypeId::Exception)))));
  for (const auto& [name, number] : kConstants) TRY(set_module_value(vm, module, name, TRY(new_int_unsigned(vm, number))));
  Type* compressor = TRY(vm.make_native_type(kCompressorType, kind::NativeObject, sizeof(NativeObject)));
  TRY(set_module_value(vm, module, "LZMACompressor", Value::from_cell(compressor)));
  Type* decompressor = TRY(vm.make_native_type(kDecompressorType, kind::NativeObject, sizeof(NativeObject)));
  return set_module_value(vm, module, "LZMADecompressor", Value::from_cell(decompressor));
}

}  // namespace
}  // namespace compression

const NativeModuleSpec& _lzma_module() {
  static constexpr NativeModuleSpec kSpec{"_lzma", compression::kFunctions, compression::initialize};
  return kSpec;
}

}  // namespace tauraro
