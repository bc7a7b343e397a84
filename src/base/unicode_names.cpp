#include "base/unicode_names.h"

namespace tauraro::unicode {

bool find_by_name(std::string_view, char32_t*) { return false; }

}  // namespace tauraro::unicode
