#include "modules/compression/lzma_filters.h"

#include "modules/c_arguments.h"
#include "modules/module_support.h"

namespace tauraro::compression {

LzmaLibrary::LzmaLibrary() {
  library.find(easy_encoder, "lzma_easy_encoder");
  library.find(stream_encoder, "lzma_stream_encoder");
  library.find(alone_encoder, "lzma_alone_encoder");
  library.find(raw_encoder, "lzma_raw_encoder");
  library.find(auto_decoder, "lzma_auto_decoder");
  library.find(stream_decoder, "lzma_stream_decoder");
  library.find(alone_decoder, "lzma_alone_decoder");
  library.find(raw_decoder, "lzma_raw_decoder");
  library.find(code, "lzma_code");
  library.find(end, "lzma_end");
  library.find(get_check, "lzma_get_check");
  library.find(check_is_supported, "lzma_check_is_supported");
  library.find(lzma_preset, "lzma_lzma_preset");
  library.find(properties_size, "lzma_properties_size");
  library.find(properties_encode, "lzma_properties_encode");
  library.find(properties_decode, "lzma_properties_decode");
}

const LzmaLibrary& lzma() {
  static const LzmaLibrary library;
  return library;
}

constexpr NativeTypeSpec kLzmaErrorType{"_lzma.LZMAError", {}, {}, "Call to liblzma failed."};

Result<void> check_lzma(Vm& vm, lzma_ret status) {
  const auto raise = [&](std::string_view message) { return raise_of_type(vm, vm.native_type(kLzmaErrorType), message); };
  switch (status) {
    case LZMA_OK: case LZMA_GET_CHECK: case LZMA_NO_CHECK: case LZMA_STREAM_END: return {};
    case LZMA_UNSUPPORTED_CHECK: return raise("Unsupported integrity check");
    case LZMA_MEM_ERROR: return vm.out_of_memory();
    case LZMA_MEMLIMIT_ERROR: return raise("Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR: return raise("Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR: return raise("Invalid or unsupported options");
    case LZMA_DATA_ERROR: return raise("Corrupt input data");
    case LZMA_BUF_ERROR: return raise("Insufficient buffer space");
    case LZMA_PROG_ERROR: return raise("Internal error");
    default: return raise(concat("Unrecognized error from liblzma: ", static_cast<int>(status)));
  }
}

namespace {

/// An entry of a filter's dict as uint32; false when it is missing.
Result<bool> entry(Vm& vm, Value spec, const char* name, std::uint32_t* number) {
  const Result<Value> found = get_item(vm, spec, Value::from_cell(intern(vm, name)));
  if (found.is_raised()) {
    if (!vm.catch_if(TypeId::KeyError)) return Raised{};
    return false;
  }
  const Value value = TRY(index_of(vm, found.value()));
  std::int64_t wide;
  if (!int_to_int64(value, &wide) || wide < 0 || wide > UINT32_MAX) {
    const bool negative = int_compare(value, Value::from_int(0)) < 0;
    return vm.raise(TypeId::OverflowError, negative ? "can't convert negative value to unsigned int" : "Value too large for uint32_t type");
  }
  *number = static_cast<std::uint32_t>(wide);
  return true;
}

/// Whether the dict has no other keys than these (and "id").
Result<void> check_keys(Vm& vm, Value spec, std::span<const char* const> names, const char* what) {
  if (!spec.is(kind::Dict)) return {};
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(spec.as<Dict>(), &position, &key, &value)) {
    bool known = key.is(kind::Str) && str_equal(vm, key.as<Str>(), "id");
    for (const char* name : names) known |= key.is(kind::Str) && str_equal(vm, key.as<Str>(), name);
    if (!known) return vm.raise_error(TypeId::ValueError, "Invalid filter specifier for ", what, " filter");
  }
  return {};
}

Result<void> parse_lzma_options(Vm& vm, Value spec, lzma_options_lzma* options) {
  static constexpr const char* kNames[] = {"preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"};
  TRY(check_keys(vm, spec, kNames, "LZMA"));
  std::uint32_t preset = LZMA_PRESET_DEFAULT;
  TRY(entry(vm, spec, "preset", &preset));
  *options = {};
  if (lzma().lzma_preset(options, preset)) return raise_of_type(vm, vm.native_type(kLzmaErrorType), concat("Invalid compression preset: ", preset));
  std::uint32_t mode = options->mode, finder = options->mf;
  TRY(entry(vm, spec, "dict_size", &options->dict_size));
  TRY(entry(vm, spec, "lc", &options->lc));
  TRY(entry(vm, spec, "lp", &options->lp));
  TRY(entry(vm, spec, "pb", &options->pb));
  TRY(entry(vm, spec, "mode", &mode));
  TRY(entry(vm, spec, "nice_len", &options->nice_len));
  TRY(entry(vm, spec, "mf", &finder));
  TRY(entry(vm, spec, "depth", &options->depth));
  options->mode = static_cast<lzma_mode>(mode);
  options->mf = static_cast<lzma_match_finder>(finder);
  return {};
}

Result<void> set_entry(Vm& vm, Dict* dict, const char* name, std::uint64_t number) {
  return dict_set_str(vm, dict, intern(vm, name), TRY(new_int_unsigned(vm, number)));
}

}  // namespace

Result<void> parse_filter(Vm& vm, Value spec, lzma_filter* filter, FilterChain::Options* options) {
  const Type* type = vm.type_of(spec);
  if (!type->has(Special::GetItem) || spec.is(kind::List) || spec.is(kind::Tuple) || spec.is(kind::Str))
    return vm.raise(TypeId::TypeError, "Filter specifier must be a dict or dict-like object");
  const Result<Value> id = get_item(vm, spec, Value::from_cell(intern(vm, "id")));
  if (id.is_raised()) {
    if (!vm.catch_if(TypeId::KeyError)) return Raised{};
    return vm.raise(TypeId::ValueError, "Filter specifier must have an \"id\" entry");
  }
  const std::int64_t number = TRY(index_to_int64(vm, id.value()));
  filter->id = static_cast<lzma_vli>(number);
  filter->options = options;
  switch (filter->id) {
    case LZMA_FILTER_LZMA1: case LZMA_FILTER_LZMA2: return parse_lzma_options(vm, spec, &options->lzma);
    case LZMA_FILTER_DELTA: {
      static constexpr const char* kNames[] = {"dist"};
      TRY(check_keys(vm, spec, kNames, "delta"));
      options->delta = {};
      options->delta.type = LZMA_DELTA_TYPE_BYTE;
      options->delta.dist = 1;
      TRY(entry(vm, spec, "dist", &options->delta.dist));
      return {};
    }
    case LZMA_FILTER_X86: case LZMA_FILTER_POWERPC: case LZMA_FILTER_IA64: case LZMA_FILTER_ARM: case LZMA_FILTER_ARMTHUMB: case LZMA_FILTER_SPARC: {
      static constexpr const char* kNames[] = {"start_offset"};
      TRY(check_keys(vm, spec, kNames, "BCJ"));
      options->bcj = {};
      TRY(entry(vm, spec, "start_offset", &options->bcj.start_offset));
      return {};
    }
    default: return vm.raise_error(TypeId::ValueError, "Invalid filter ID: ", number);
  }
}

Result<void> parse_chain(Vm& vm, Value specs, FilterChain* chain) {
  const std::int64_t count = TRY(length(vm, specs));
  if (count > LZMA_FILTERS_MAX)
    return vm.raise_error(TypeId::ValueError, "Too many filters - liblzma supports a maximum of ", static_cast<int>(LZMA_FILTERS_MAX));
  for (std::int64_t i = 0; i < count; ++i) {
    const Value spec = TRY(get_item(vm, specs, Value::from_int(i)));
    TRY(parse_filter(vm, spec, &chain->filters[i], &chain->options[i]));
  }
  chain->filters[count] = {LZMA_VLI_UNKNOWN, nullptr};
  return {};
}

Result<Value> filter_to_dict(Vm& vm, const lzma_filter& filter) {
  Dict* dict = TRY(new_dict(vm));
  TRY(set_entry(vm, dict, "id", filter.id));
  switch (filter.id) {
    case LZMA_FILTER_LZMA1: {
      const auto* options = static_cast<const lzma_options_lzma*>(filter.options);
      TRY(set_entry(vm, dict, "lc", options->lc));
      TRY(set_entry(vm, dict, "lp", options->lp));
      TRY(set_entry(vm, dict, "pb", options->pb));
      TRY(set_entry(vm, dict, "dict_size", options->dict_size));
      break;
    }
    case LZMA_FILTER_LZMA2: TRY(set_entry(vm, dict, "dict_size", static_cast<const lzma_options_lzma*>(filter.options)->dict_size)); break;
    case LZMA_FILTER_DELTA: TRY(set_entry(vm, dict, "dist", static_cast<const lzma_options_delta*>(filter.options)->dist)); break;
    default:
      if (filter.options) TRY(set_entry(vm, dict, "start_offset", static_cast<const lzma_options_bcj*>(filter.options)->start_offset));
      break;
  }
  return Value::from_cell(dict);
}

}  // namespace tauraro::compression
