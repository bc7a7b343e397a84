#pragma once
#include <string>
#include <string_view>

namespace tauraro::unicode {

/// The character of that name (any case), as in "\N{EM DASH}"; false if there is none. Aliases count, named sequences do not.
bool find_by_name(std::string_view name, char32_t* code_point);

/// The character's name; empty if it has none.
std::string name_of(char32_t code_point);

}  // namespace tauraro::unicode
