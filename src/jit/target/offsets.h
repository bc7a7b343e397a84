#pragma once
#include <cstddef>

#include "object/bytes.h"
#include "object/containers.h"
#include "object/frame.h"
#include "object/function.h"
#include "object/thread.h"

namespace tauraro::jit {

/// Every field of the runtime that compiled code touches, by byte offset.
struct Offsets {
  static constexpr int list_length = offsetof(List, length);
  static constexpr int list_storage = offsetof(List, storage);
  static constexpr int array_items = offsetof(Array, items);
  static constexpr int tuple_length = offsetof(Tuple, length);
  static constexpr int tuple_items = offsetof(Tuple, items);
  static constexpr int bytes_length = offsetof(Bytes, length);
  static constexpr int bytes_data = offsetof(Bytes, data);
  static constexpr int bytearray_storage = offsetof(ByteArray, storage);
  static constexpr int bytearray_start = offsetof(ByteArray, start);
  static constexpr int bytearray_length = offsetof(ByteArray, length);
  static constexpr int buffer_bytes = offsetof(Buffer, bytes);
  static constexpr int str_length = offsetof(Str, length);
  static constexpr int str_width = offsetof(Str, width);
  static constexpr int str_data = offsetof(Str, data);
  static constexpr int box_value = offsetof(Box, value);
  static constexpr int global_value = offsetof(GlobalCell, value);
  static constexpr int iterator_source = offsetof(Iterator, source);
  static constexpr int iterator_index = offsetof(Iterator, index);
  static constexpr int iterator_limit = offsetof(Iterator, limit);
  static constexpr int iterator_extra = offsetof(Iterator, extra);
  static constexpr int dict_count = offsetof(Dict, count);
  static constexpr int dict_used = offsetof(Dict, used);
  static constexpr int dict_mode = offsetof(Dict, mode);
  static constexpr int dict_entries = offsetof(Dict, entries);
  static constexpr int dict_row_key = offsetof(DictTable, rows) + offsetof(DictEntry, key);      ///< row n: plus 24 n
  static constexpr int dict_row_value = offsetof(DictTable, rows) + offsetof(DictEntry, value);
  static constexpr int set_count = offsetof(Set, count);
  static constexpr int set_table = offsetof(Set, table);
  static constexpr int set_slot_key = offsetof(SetTable, slots) + offsetof(SetEntry, key);       ///< slot n: plus 16 n
  /// From the window.
  static constexpr int frame_pc = static_cast<int>(offsetof(Frame, pc)) - static_cast<int>(sizeof(Frame));
  static constexpr int frame_function = static_cast<int>(offsetof(Frame, function)) - static_cast<int>(sizeof(Frame));
  static constexpr int frame_namespace = static_cast<int>(offsetof(Frame, namespace_object)) - static_cast<int>(sizeof(Frame));
  static constexpr int thread_safepoint = offsetof(Thread, safepoint);
  static constexpr int thread_stack_limit = offsetof(Thread, native_stack_limit);
  static constexpr int thread_depth = offsetof(Thread, depth);
  static constexpr int thread_recursion_limit = offsetof(Thread, recursion_limit);
  static constexpr int thread_handled = offsetof(Thread, handled);
  static constexpr int thread_pending = offsetof(Thread, pending);
  static constexpr int thread_exit_countdown = offsetof(Thread, exit_countdown);
};
static_assert(sizeof(Frame) == 64);
static_assert(sizeof(DictEntry) == 24 && sizeof(SetEntry) == 16);

}  // namespace tauraro::jit
