#include "builtins/format_markup.h"
#include "builtins/str_methods.h"
#include "object/format_spec.h"

namespace tauraro {

namespace {

/// str.format and str.format_map: renders a template.
class TemplateFormatter {
 public:
  /// \param keywords a Dict, any mapping, or empty; `has_arguments` false: format_map
  TemplateFormatter(Vm& vm, std::span<const Value> arguments, bool has_arguments, Value keywords)
      : vm_(vm), arguments_(arguments), has_arguments_(has_arguments), keywords_(keywords) {}

  Result<Value> format(Str* text, int depth) {
    if (depth < 0) return vm_.raise(TypeId::ValueError, "Max string recursion exceeded");
    if (!flatten(vm_, text)) return Raised{};
    StrBuilder out(vm_);
    MarkupReader reader(view(text));
    MarkupPiece piece;
    while (!reader.at_end()) {
      TRY(reader.next(vm_, &piece));
      out.append(piece.literal);
      if (piece.has_field) TRY(append_field(out, piece, depth));
    }
    return out.finish();
  }

 private:
  enum class Numbering { Unknown, Automatic, Manual };

  Result<void> append_field(StrBuilder& out, const MarkupPiece& piece, int depth) {
    Value value = TRY(field_value(piece.name));
    if (piece.conversion) value = TRY(convert(value, piece.conversion));
    if (!piece.nested) return append_formatted(vm_, out, value, piece.spec);
    Str* spec = TRY(format(TRY(new_str_view(vm_, piece.spec)), depth - 1)).as<Str>();
    return append_formatted(vm_, out, value, view(vm_, spec));
  }

  Result<Value> convert(Value value, char32_t conversion) {
    switch (conversion) {
      case 'r': return repr(vm_, value);
      case 's': return to_str(vm_, value);
      case 'a': return ascii(vm_, value);
      default: break;
    }
    if (conversion > 32 && conversion < 127)
      return vm_.raise_error(TypeId::ValueError, "Unknown conversion specifier ", std::string(1, static_cast<char>(conversion)));
    char text[16];
    std::snprintf(text, sizeof text, "\\x%x", static_cast<unsigned>(conversion));
    return vm_.raise_error(TypeId::ValueError, "Unknown conversion specifier ", text);
  }

  Result<Value> field_value(StrView text) {
    if (text.length == 0) {
      TRY(choose_numbering(Numbering::Automatic));
      return positional(next_number_++);
    }
    FieldName name;
    TRY(name.open(vm_, text));
    std::int64_t index = name.first_index();
    const bool is_empty = name.first().length == 0;
    if (is_empty || index >= 0) {
      TRY(choose_numbering(is_empty ? Numbering::Automatic : Numbering::Manual));
      if (is_empty) index = next_number_++;
    }
    Value value = index >= 0 ? TRY(positional(index)) : TRY(named(name.first()));
    while (!name.at_end()) {
      const FieldName::Part part = TRY(name.next(vm_));
      if (part.is_attribute) {
        value = TRY(get_attr(vm_, value, intern(vm_, TRY(new_str_view(vm_, part.text)))));
      } else if (part.index >= 0) {
        value = TRY(get_item(vm_, value, TRY(new_int(vm_, part.index))));
      } else {
        value = TRY(get_item(vm_, value, str_value(TRY(new_str_view(vm_, part.text)))));
      }
    }
    return value;
  }

  Result<void> choose_numbering(Numbering wanted) {
    if (numbering_ == Numbering::Unknown) numbering_ = wanted;
    if (numbering_ == wanted) return {};
    return vm_.raise(TypeId::ValueError, wanted == Numbering::Automatic
                                             ? "cannot switch from manual field specification to automatic field numbering"
                                             : "cannot switch from automatic field numbering to manual field specification");
  }

  Result<Value> positional(std::int64_t index) {
    if (!has_arguments_) return vm_.raise(TypeId::ValueError, "Format string contains positional fields");
    if (index >= static_cast<std::int64_t>(arguments_.size()))
      return vm_.raise_error(TypeId::IndexError, "Replacement index ", index, " out of range for positional args tuple");
    return arguments_[static_cast<std::size_t>(index)];
  }

  Result<Value> named(StrView name) {
    const Value key = str_value(TRY(new_str_view(vm_, name)));
    if (keywords_.is_empty()) return vm_.raise_key_error(key);
    if (!vm_.is_exact(keywords_, TypeId::Dict)) return get_item(vm_, keywords_, key);
    const Value found = TRY(dict_get(vm_, keywords_.as<Dict>(), key));
    return found.is_not_found() ? Result<Value>(vm_.raise_key_error(key)) : Result<Value>(found);
  }

  Vm& vm_;
  std::span<const Value> arguments_;
  bool has_arguments_;
  Value keywords_;
  Numbering numbering_ = Numbering::Unknown;
  std::int64_t next_number_ = 0;
};

constexpr int kMaxNesting = 1;

}  // namespace

namespace str_methods {

Result<Value> str_format(Vm& vm, const Args& args) {
  const Value keywords = args.keywords ? Value::from_cell(args.keywords) : Value();
  return TemplateFormatter(vm, args.rest_span(), true, keywords).format(self_str(args), kMaxNesting);
}

Result<Value> str_format_map(Vm& vm, const Args& args) {
  return TemplateFormatter(vm, {}, false, args[1]).format(self_str(args), kMaxNesting);
}

}  // namespace str_methods
}  // namespace tauraro
