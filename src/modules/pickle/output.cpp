#include "modules/pickle/output.h"

#include "object/bytes.h"

namespace tauraro::pickle {

Result<void> Output::flush(Vm& vm, Value write) {
  const Value bytes = Value::from_cell(TRY(new_bytes(vm, bytes_)));
  TRY(vm.call(write, {bytes}));
  clear();
  return {};
}

void Output::close_frame() {
  if (!framing_ || frame_ == kNoFrame) return;
  const std::uint64_t length = bytes_.size() - frame_ - kFrameHeader;
  if (length >= kFrameLeast) {
    bytes_[frame_] = kFrame;
    std::memcpy(bytes_.data() + frame_ + 1, &length, 8);
  } else {
    bytes_.erase(frame_, kFrameHeader);
  }
  frame_ = kNoFrame;
}

Result<void> Output::put_data(Vm& vm, Value write, char opcode, int size, std::string_view data, Value payload) {
  const bool bypasses = data.size() >= kFrameTarget, framing = framing_;
  if (bypasses) {
    close_frame();
    framing_ = false;
  }
  put_number(opcode, data.size(), size);
  if (bypasses && !write.is_empty()) {
    TRY(flush(vm, write));
    if (payload.is_empty()) payload = Value::from_cell(TRY(new_bytes(vm, data)));
    TRY(vm.call(write, {payload}));
    clear();
  } else {
    put(data);
  }
  framing_ = framing;
  return {};
}

}  // namespace tauraro::pickle
