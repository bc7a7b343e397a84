#pragma once
#include "modules/native_module.h"

namespace tauraro::functools {

extern const NativeTypeSpec kPartial;       // partial.cpp: 3 values
extern const NativeTypeSpec kKeyWrapper;    // key_wrapper.cpp: 2 values
extern const NativeTypeSpec kLruCache;      // lru_cache.cpp
inline constexpr std::size_t kPartialFields = 3;
inline constexpr std::size_t kKeyWrapperFields = 2;
inline constexpr std::size_t kLruCacheFields = 8;

Result<Value> cmp_to_key(Vm& vm, const Args& args);

}  // namespace tauraro::functools
