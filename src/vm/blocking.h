#pragma once
#include <cerrno>

#include "vm/threads.h"

namespace tauraro {

/// BlockingScope that keeps errno.
class Blocking {
 public:
  explicit Blocking(Vm& vm) : scope_(vm), restore_(this) {}

 private:
  /// Destroyed before the scope: remembers errno; after the scope it is put back.
  struct Errno {
    int value = 0;
    ~Errno() { errno = value; }
  };
  struct Save {
    explicit Save(Blocking* owner) : owner_(owner) {}
    ~Save() { owner_->errno_.value = errno; }
    Blocking* owner_;
  };
  Errno errno_;
  BlockingScope scope_;
  Save restore_;
};

/// A system call that may block: its result, -1 with errno set when it fails. Interrupted by a signal it is repeated after the
/// signal's handler has run; Raised: the handler has raised.
template <class Call>
Result<long> system_call(Vm& vm, Call call) {
  while (true) {
    long outcome;
    {
      Blocking blocking(vm);
      outcome = call();
    }
    if (outcome >= 0 || errno != EINTR) [[likely]] return outcome;
    TRY(vm.poll());
  }
}

}  // namespace tauraro
