#pragma once
#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <source_location>
#include <vector>

#include "heap/block.h"
#include "heap/cell.h"
#include "heap/large_space.h"
#include "heap/root.h"
#include "heap/size_classes.h"
#include "heap/stack_segment.h"
#include "heap/tracer.h"

namespace tauraro {

enum class CollectKind : std::uint8_t {
  Young,  ///< what was allocated since the last collection; survivors become old where they are
  Full,   ///< everything
};

/// When a weak hook runs, in each collection: once before cells with a finalizer are resurrected, once after.
enum class WeakPhase : std::uint8_t { BeforeResurrection, AfterResurrection };

/// What the collector must know about a kind of cell.
struct KindInfo {
  void (*trace)(Cell*, Tracer&) = nullptr;  ///< visits all cells it names; null: names none
  /// Frees memory outside the heap; null: has none. Must not touch other cells, nor allocate. Runs inside collections.
  void (*finalize)(Cell*) = nullptr;
  const char* name = "";
  /// Visits the cells named by fields in [begin, end) of a large cell. Null: that range is read conservatively.
  void (*trace_range)(Cell*, Tracer&, const void* begin, const void* end) = nullptr;
};

/// Free zeroed cells of one size class, back to back: allocation takes the one at `cursor`, if that is not `end`.
struct AllocationCursor {
  char* cursor = nullptr;
  char* end = nullptr;
};
/// Where compiled code allocates, at offset 0 of the Heap: for kinds without a finalize function only.
struct AllocationCursors {
  AllocationCursor classes[kClassCount];
};
static_assert(sizeof(AllocationCursor) == 16);

struct HeapStats {
  std::uint64_t allocated_bytes = 0;  ///< handed out since the heap was made, in cells of any size
  std::uint64_t live_bytes = 0;       ///< in cells found alive by the last collection
  std::uint64_t used_bytes = 0;       ///< what the limit is compared with: blocks, large cells, external memory
  std::uint64_t external_bytes = 0;
  std::uint64_t young_collections = 0;
  std::uint64_t full_collections = 0;
  std::uint64_t last_pause_nanoseconds = 0;
  std::uint64_t longest_pause_nanoseconds = 0;
  std::uint64_t total_pause_nanoseconds = 0;
};

/// The memory of one VM: non-moving, mark and lazily sweep, generational by sticky mark bits. Used by one thread at a
/// time. Roots are those of its providers, Root objects, and the native stack between its StackSegments' bounds.
class Heap {
 public:
  Heap();
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// Must precede the first allocation of the kind.
  void register_kind(CellKind kind, const KindInfo& info);
  const KindInfo& kind_info(CellKind kind) const { return kinds_[static_cast<std::uint8_t>(kind)]; }

  // --- Allocation -------------------------------------------------------------------------------------------------

  /// A cell of at least `bytes` (header included), all zero after the header: slots read as `empty`. May collect.
  /// Null only when the limit would be passed although everything dead has been collected.
  Cell* allocate(std::size_t bytes, CellKind kind, std::uint32_t shape) {
    if (bytes <= kMaxSmallBytes && !needs_cleanup_[static_cast<std::uint8_t>(kind)]) [[likely]] {
      const std::size_t size_class = size_class_of(bytes);
      AllocationCursor& cursor = cursors_.classes[size_class];
      if (cursor.cursor != cursor.end) [[likely]] return take_cell(cursor, kClassBytes[size_class], kind, shape);
    }
    return allocate_slow(bytes, kind, shape);
  }
  /// A T with `extra_bytes` after it.
  template <typename T>
  T* allocate_as(CellKind kind, std::uint32_t shape, std::size_t extra_bytes = 0) {
    return reinterpret_cast<T*>(allocate(sizeof(T) + extra_bytes, kind, shape));
  }
  /// What compiled code calls when the cursor of the class has met its end (or for any size).
  Cell* allocate_slow(std::size_t bytes, CellKind kind, std::uint32_t shape);

  /// The bytes that a cell may use: its size class, or what was asked for above kMaxSmallBytes.
  std::size_t cell_bytes(const Cell* cell) const {
    return cell->gc & kGcLarge ? large_header(cell)->bytes : block_of(cell)->cell_bytes;
  }
  /// The bytes that allocate() would give for a request: growing arrays use them all.
  static std::size_t usable_bytes(std::size_t bytes) {
    return bytes <= kMaxSmallBytes ? kClassBytes[size_class_of(bytes)] : (bytes + 15) & ~std::size_t{15};
  }

  /// Counts memory that cells hold outside the heap (limbs, buffers): positive when it is taken (before it is taken; may
  /// collect), negative when it is freed. False: it would pass the limit, and is not counted.
  [[nodiscard]] bool account_external(std::int64_t bytes);
  /// The same for memory that is freed: never collects.
  void release_external(std::size_t bytes) { external_bytes_ -= bytes; }

  AllocationCursors& cursors() { return cursors_; }
  static constexpr std::size_t cursors_offset() { return 0; }

  // --- Barriers ---------------------------------------------------------------------------------------------------

  /// After (or before, with nothing between that may collect) a store of a cell into a field of `owner`.
  void write_barrier(Cell* owner) {
    if ((owner->gc & (kGcOld | kGcLogged)) == kGcOld) [[unlikely]] log_cell(owner);
  }
  /// The same for one slot of an array of any size: of a large one only the part around the slot is scanned again.
  void write_barrier_slot(Cell* owner, const void* slot) {
    if ((owner->gc & (kGcOld | kGcLogged)) == kGcOld) [[unlikely]] log_slot(owner, slot);
  }
  /// What compiled code calls when the barrier's test has failed.
  void log_cell(Cell* owner);
  void log_slot(Cell* owner, const void* slot);

  // --- Roots ------------------------------------------------------------------------------------------------------

  using RootProvider = void (*)(void* context, Tracer&);
  void add_root_provider(RootProvider provider, void* context);
  void remove_root_provider(RootProvider provider, void* context);

  /// From now on the native stack from `base` (above every frame that names cells) downwards is a root.
  void enter_stack(StackSegment& segment, const void* base);
  void leave_stack(StackSegment& segment);
  /// Publishes the registers and the top of the running stack in `segment`, which stays a root while another stack runs.
  [[gnu::always_inline]] inline void suspend_stack(StackSegment& segment);
  void resume_stack(StackSegment& segment) { segment.top = nullptr; }
  /// All segments, suspended or not, linked by `next`.
  StackSegment* stack_segments() const { return segments_; }

  // --- Weak references and finalizers -----------------------------------------------------------------------------

  /// Called in each collection when it is known which cells are alive (is_marked): must forget the dead ones. What it
  /// visits stays alive. Must not allocate.
  using WeakHook = void (*)(void* context, Tracer&, WeakPhase, CollectKind);
  void add_weak_hook(WeakHook hook, void* context);
  /// Only inside a collection's hooks: whether the cell survives it.
  bool is_marked(const Cell* cell) const { return (cell->gc & (kGcOld | kGcEpoch)) == mark_pattern(); }

  void set_weakly_referenced(Cell* cell) { cell->gc |= kGcWeaklyReferenced; }
  void clear_weakly_referenced(Cell* cell) { cell->gc &= static_cast<std::uint8_t>(~kGcWeaklyReferenced); }
  static bool is_weakly_referenced(const Cell* cell) { return cell->gc & kGcWeaklyReferenced; }

  /// When the cell is found dead, it is kept alive once more and queued (with its bit cleared: set it again for another time).
  void set_finalizer(Cell* cell);
  static bool has_finalizer(const Cell* cell) { return cell->gc & kGcHasFinalizer; }
  bool has_pending_finalizers() const { return !pending_finalizers_.empty(); }
  /// The next cell whose finalizer is to run (see queue_dead_finalizers); null when there is none. Until it is taken
  /// the queue keeps it alive, then its taker.
  Cell* take_pending_finalizer();
  /// Queues all cells with a finalizer, dead or not, in the order in which they were made: for the VM's exit.
  void queue_all_finalizers();

  // --- Collection -------------------------------------------------------------------------------------------------

  void collect(CollectKind kind);
  /// Collections that allocation would start are put off while this is above zero (NoCollectionScope).
  void disable_collection() { ++disabled_; }
  void enable_collection() { assert(disabled_ > 0); --disabled_; }
  bool is_collecting() const { return collecting_; }

  /// In bytes of blocks, large cells and external memory; 0: none.
  void set_limit(std::size_t bytes) { limit_ = bytes; }
  std::size_t limit() const { return limit_; }
  /// The limit does not hold while this is above zero (LimitPause): to make a MemoryError.
  void pause_limit() { ++limit_paused_; }
  void resume_limit() { assert(limit_paused_ > 0); --limit_paused_; }
  /// Whether so many more bytes would be refused by the limit now (no collection is tried).
  bool would_pass_limit(std::size_t bytes) const {
    return limit_ != 0 && limit_paused_ == 0 && (bytes > limit_ || used_bytes() > limit_ - bytes);
  }
  std::size_t used_bytes() const { return blocks_.used_blocks() * kBlockBytes + large_.bytes() + external_bytes_; }

  /// Bytes of small cells handed out between young collections (more while much of them survives).
  void set_young_bytes(std::size_t bytes) {
    young_bytes_ = bytes;
    young_factor_ = 1;
    young_budget_ = std::min(young_budget_, static_cast<std::int64_t>(bytes));
  }
  /// Collects at every n-th allocation (compiled code included); 0: off.
  void set_stress(std::uint32_t interval);
  /// Runs the verifier before and after each collection.
  void set_verify(bool verify) { verify_ = verify; }
  /// Checks that every cell named by a live cell is alive, and that old cells that name young ones are logged. Prints what
  /// is wrong and aborts.
  void verify();
  HeapStats stats() const;

  /// Whether this is the address of an allocated cell, exactly. Slow: for checks.
  bool is_cell(const void* address);
  /// The allocated cell around an address, or null. Slow: for checks.
  Cell* find_cell(const void* address);

  /// Frees everything; runs the kinds' finalize functions. No Root may be left. The destructor does it too.
  void destroy();

 private:
  friend class Tracer;
  friend class RootBase;

  /// Where one size class allocates, behind its cursor.
  struct ClassSpace {
    char* run = nullptr;  // rest of the present free run, not yet zeroed
    char* run_end = nullptr;
    std::uint32_t next_run = kNoRun;
    BlockInfo* block = nullptr;     // of that run
    BlockInfo* to_sweep = nullptr;  // lists by BlockInfo::next
    BlockInfo* partial = nullptr;
    BlockInfo* dense = nullptr;
  };
  /// The spaces of kinds with a finalize function come after the others.
  static constexpr std::size_t kSpaceCount = 2 * kClassCount;

  struct Provider {
    RootProvider function;
    void* context;
  };
  struct Hook {
    WeakHook function;
    void* context;
  };

  static Cell* take_cell(AllocationCursor& cursor, std::size_t bytes, CellKind kind, std::uint32_t shape) {
    char* cell = cursor.cursor;
    cursor.cursor = cell + bytes;
    const std::uint64_t header = header_word(kind, shape);
    std::memcpy(cell, &header, sizeof header);
    return reinterpret_cast<Cell*>(cell);
  }
  AllocationCursor& cursor_of_space(std::size_t space) {
    return space < kClassCount ? cursors_.classes[space] : cleanup_cursors_[space - kClassCount];
  }
  std::uint8_t mark_pattern() const { return kGcOld | epoch_; }

  // allocate.cpp
  Cell* allocate_small_slow(std::size_t space, CellKind kind, std::uint32_t shape);
  Cell* allocate_large(std::size_t bytes, CellKind kind, std::uint32_t shape);
  bool refill(std::size_t space);
  void open_piece(std::size_t space);
  bool open_block(std::size_t space);
  BlockInfo* take_swept_block(std::size_t space);
  bool open_dense_block(std::size_t space);
  void install_block(std::size_t space, BlockInfo* block);
  void start_fresh_block(std::size_t space, BlockInfo* block);
  void count_stress();
  void collect_if_due();
  bool collect_for_limit(std::size_t bytes);
  bool can_collect() const { return disabled_ == 0 && !collecting_; }

  // collect.cpp
  void collect_with_stack(CollectKind kind, const void* stack_top);
  void begin_cycle(CollectKind kind);
  void mark_from_roots(Tracer& tracer, CollectKind kind, const void* stack_top);
  void scan_stacks(Tracer& tracer, const void* stack_top);
  void scan_logs(Tracer& tracer);
  void scan_cards(Tracer& tracer, Cell* cell);
  void clear_logs();
  void run_weak_hooks(Tracer& tracer, WeakPhase phase, CollectKind kind);
  void queue_dead_finalizers(Tracer& tracer, CollectKind kind);
  void finish_cycle(CollectKind kind);
  void adapt_young_size(std::size_t survived);
  void set_thresholds(CollectKind kind);

  // sweep.cpp
  void retire_cursors();
  void finish_sweeping();
  void sort_blocks_after_marking(CollectKind kind);
  void sort_block(BlockInfo* block);
  void sweep_block(BlockInfo* block);
  void sweep_large(CollectKind kind);
  void finalize_cell(Cell* cell);

  // verify.cpp
  void verify_cells(bool barriers);
  void verify_cell(Tracer& tracer, Cell* cell, bool barriers);
  bool verify_wanted() const;

  AllocationCursors cursors_;  // first: see cursors_offset
  AllocationCursor cleanup_cursors_[kClassCount];
  bool needs_cleanup_[256] = {};
  std::uint8_t epoch_ = 0;  // kGcEpoch or 0
  bool collecting_ = false;
  bool verify_ = false;
  bool destroyed_ = false;
  std::int64_t young_budget_ = 0;  // bytes of small cells until the next collection
  ClassSpace spaces_[kSpaceCount];
  BlockSpace blocks_;
  LargeSpace large_;
  std::vector<BlockInfo*> opened_;  // blocks allocated in since the last collection

  std::vector<Cell*> log_;       // kGcLogged
  std::vector<Cell*> card_log_;  // kGcCardsLogged
  std::vector<Provider> providers_;
  std::vector<Hook> weak_hooks_;
  std::vector<Cell*> young_finalizable_;
  std::vector<Cell*> old_finalizable_;
  std::vector<Cell*> pending_finalizers_;
  std::size_t next_pending_finalizer_ = 0;
  RootBase* roots_ = nullptr;
  StackSegment* segments_ = nullptr;

  std::size_t young_bytes_;
  std::size_t young_factor_ = 1;           // a power of two: see adapt_young_size
  std::size_t limit_ = 0;
  std::uint32_t limit_paused_ = 0;
  std::uint32_t disabled_ = 0;
  std::uint32_t stress_interval_ = 0;
  std::uint32_t stress_count_ = 0;
  std::size_t external_bytes_ = 0;
  std::size_t bulk_since_collection_ = 0;  // bytes of large cells and external memory
  std::size_t live_bytes_ = 0;             // marked cells
  std::size_t live_bytes_before_ = 0;      // the present collection
  std::size_t scanned_bytes_ = 0;          // of stacks, by the present collection
  std::size_t full_threshold_;             // of live and external bytes
  bool fills_gaps_ = false;                // partial blocks are opened before empty ones
  std::uint64_t allocated_bytes_ = 0;
  HeapStats stats_;
  std::array<KindInfo, 256> kinds_{};
};

/// No collection while it lives (an explicit collect() excepted).
class NoCollectionScope {
 public:
  explicit NoCollectionScope(Heap& heap) : heap_(heap) { heap_.disable_collection(); }
  ~NoCollectionScope() { heap_.enable_collection(); }
  NoCollectionScope(const NoCollectionScope&) = delete;
  NoCollectionScope& operator=(const NoCollectionScope&) = delete;

 private:
  Heap& heap_;
};

/// No limit while it lives.
class LimitPause {
 public:
  explicit LimitPause(Heap& heap) : heap_(heap) { heap_.pause_limit(); }
  ~LimitPause() { heap_.resume_limit(); }
  LimitPause(const LimitPause&) = delete;
  LimitPause& operator=(const LimitPause&) = delete;

 private:
  Heap& heap_;
};

/// Writes callee-saved registers and the stack pointer of its caller into the segment (spill_registers.cpp).
extern "C" void tauraro_heap_publish_stack(StackSegment* segment);

inline void Heap::suspend_stack(StackSegment& segment) { tauraro_heap_publish_stack(&segment); }

}  // namespace tauraro
