#pragma once
#include "modules/native_module.h"

namespace tauraro::operators {

extern const NativeTypeSpec kItemGetter, kAttrGetter, kMethodCaller;  // getters.cpp
inline constexpr std::size_t kGetterFields = 3;

}  // namespace tauraro::operators
