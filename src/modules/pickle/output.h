#pragma once
#include <cstring>
#include <string>
#include <string_view>

#include "modules/pickle/opcodes.h"
#include "object/runtime.h"

namespace tauraro::pickle {

inline constexpr std::size_t kFrameTarget = 64 * 1024, kFrameLeast = 4, kFrameHeader = 9, kNoFrame = ~std::size_t{0};

/// The bytes of a pickle: all of it, or with a file what has not been written yet.
class Output {
 public:
  /// `write`: the file's method, or empty.
  Result<void> flush(Vm& vm, Value write);
  void clear() { bytes_.clear(), frame_ = kNoFrame; }
  const std::string& bytes() const { return bytes_; }

  void set_framing(bool framing) { framing_ = framing; }
  bool framing() const { return framing_; }
  void close_frame();
  /// Between opcodes: ends a frame that is long enough.
  Result<void> opcode_boundary(Vm& vm, Value write) {
    if (frame_ == kNoFrame || bytes_.size() - frame_ - kFrameHeader < kFrameTarget) [[likely]] return {};
    close_frame();
    return write.is_empty() ? Result<void>() : flush(vm, write);
  }

  void put(char byte) {
    begin_frame();
    bytes_.push_back(byte);
  }
  void put(std::string_view bytes) {
    begin_frame();
    bytes_.append(bytes);
  }
  /// An opcode and `size` bytes of a number, least first.
  void put_number(char opcode, std::uint64_t number, int size) {
    char bytes[9] = {opcode};
    std::memcpy(bytes + 1, &number, 8);
    put({bytes, static_cast<std::size_t>(size) + 1});
  }
  /// An opcode with the length of the data, and the data. `payload`: an object with the same data to give to a file, or empty.
  Result<void> put_data(Vm& vm, Value write, char opcode, int size, std::string_view data, Value payload);

 private:
  void begin_frame() {
    if (!framing_ || frame_ != kNoFrame) return;
    frame_ = bytes_.size();
    bytes_.append(kFrameHeader, '\0');
  }

  std::string bytes_;
  std::size_t frame_ = kNoFrame;  // where the header of the frame that is open stands
  bool framing_ = false;
};

}  // namespace tauraro::pickle
