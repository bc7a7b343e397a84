#pragma once
#include "modules/datetime/values.h"

namespace tauraro::datetime {

/// The bytes that a constructor was given in place of the parts (by pickle): as many as asked for, and the byte at `place` is that of a
/// month (or of an hour, for place 0). Empty: it is no such thing. Text is what pickles of Python 2 hold; `what` names the type in the message.
Result<std::string> pickled_state(Vm& vm, Value state, const char* what, std::size_t length, std::size_t place);
Packed unpickled_date(const std::string& state);
/// \param start where the six bytes of the clock begin
Packed unpickled_clock(const std::string& state, std::size_t start);

}  // namespace tauraro::datetime
