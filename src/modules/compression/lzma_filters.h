#pragma once
#include <lzma.h>

#include "modules/compression/shared_library.h"

namespace tauraro::compression {

/// The functions of liblzma that we call.
struct LzmaLibrary {
  SharedLibrary library{"liblzma.so.5"};
  decltype(::lzma_easy_encoder)* easy_encoder;
  decltype(::lzma_stream_encoder)* stream_encoder;
  decltype(::lzma_alone_encoder)* alone_encoder;
  decltype(::lzma_raw_encoder)* raw_encoder;
  decltype(::lzma_auto_decoder)* auto_decoder;
  decltype(::lzma_stream_decoder)* stream_decoder;
  decltype(::lzma_alone_decoder)* alone_decoder;
  decltype(::lzma_raw_decoder)* raw_decoder;
  decltype(::lzma_code)* code;
  decltype(::lzma_end)* end;
  decltype(::lzma_get_check)* get_check;
  decltype(::lzma_check_is_supported)* check_is_supported;
  decltype(::lzma_lzma_preset)* lzma_preset;
  decltype(::lzma_properties_size)* properties_size;
  decltype(::lzma_properties_encode)* properties_encode;
  decltype(::lzma_properties_decode)* properties_decode;
  LzmaLibrary();
};
const LzmaLibrary& lzma();

/// _lzma.LZMAError
extern const NativeTypeSpec kLzmaErrorType;
/// Raises for a status that is an error.
Result<void> check_lzma(Vm& vm, lzma_ret status);

/// A chain of filters with their options.
struct FilterChain {
  union Options {
    lzma_options_lzma lzma;
    lzma_options_delta delta;
    lzma_options_bcj bcj;
  };
  lzma_filter filters[LZMA_FILTERS_MAX + 1];
  Options options[LZMA_FILTERS_MAX];
};
/// One filter from its dict; options are stored in `options`.
Result<void> parse_filter(Vm& vm, Value spec, lzma_filter* filter, FilterChain::Options* options);
/// A list of filters.
Result<void> parse_chain(Vm& vm, Value specs, FilterChain* chain);
/// The dict of a filter.
Result<Value> filter_to_dict(Vm& vm, const lzma_filter& filter);

}  // namespace tauraro::compression
