#pragma once
#include "compile/generator.h"

namespace tauraro {

template <typename Leave>
void Generator::unwind(std::size_t keep, Leave&& leave) {
  const Temporaries temporaries(*this);
  // The code that runs on the way out belongs to the blocks around the one that it leaves: blocks are taken off one by one, and
  // put back for the code that follows.
  std::vector<Block> left;
  const At here(*this, code().place());
  while (unit_->blocks.size() > keep) {
    Block block = unit_->blocks.back();
    unit_->blocks.pop_back();
    left.push_back(block);
    if (block.region && block.kind != Block::Kind::HandlerBody) close_region(*block.region);
    unwind_block(block);
    if (block.kind == Block::Kind::Finally || block.kind == Block::Kind::With) code().set_place(Place{});  // what follows seems to run there
    if (block.region && block.kind == Block::Kind::HandlerBody) close_region(*block.region);
  }
  leave();
  while (!left.empty()) {
    if (left.back().region) reopen_region(*left.back().region);
    unit_->blocks.push_back(left.back());
    left.pop_back();
  }
}

}  // namespace tauraro
