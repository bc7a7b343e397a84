#pragma once
#include <string>
#include <string_view>

namespace tauraro::unicode {

enum class NormalForm : unsigned char { Nfc, Nfd, Nfkc, Nfkd };

std::u32string normalize(std::u32string_view text, NormalForm form);

}  // namespace tauraro::unicode
