// What libexpat calls: each event becomes a call of the parser's handler.
#include "modules/pyexpat/parser.h"
#include "object/bytes.h"
#include "object/codecs.h"

namespace tauraro::pyexpat {
namespace {

NativeObject* parser_of(void* data) { return static_cast<NativeObject*>(data); }
ParserState& state_of(NativeObject* parser) { return *static_cast<ParserState*>(parser->raw); }

/// The text, or None for null.
Result<Value> text_value(Vm& vm, const char* text) { return text ? str_value(vm, text) : Result<Value>(Value::none()); }

/// A name; equal ones are one object.
Result<Value> name_value(Vm& vm, NativeObject* parser, const char* text) {
  const Value name = TRY(text_value(vm, text));
  const Value intern = parser->values[kIntern];
  if (!intern.is(kind::Dict)) return name;
  return dict_set_default(vm, intern.as<Dict>(), name, name);
}

/// Calls a handler. Nothing happens after a failure, which also ends the parse.
class Event {
 public:
  Event(void* data, Handler handler) : parser_(parser_of(data)), state_(state_of(parser_)), handler_(handler) {}

  bool wanted() const { return !state_.failed && !parser_->values[handler_].is_empty(); }
  Vm& vm() const { return *state_.vm; }
  NativeObject* parser() const { return parser_; }
  ParserState& state() const { return state_; }
  Result<Value> text(const char* text) const { return text_value(vm(), text); }
  Result<Value> name(const char* text) const { return name_value(vm(), parser_, text); }

  Result<Value> call(std::initializer_list<Value> arguments) const {
    TRY(flush_text(vm(), parser_));
    if (parser_->values[handler_].is_empty()) return Value::none();
    const bool was_inside = state_.in_callback;
    state_.in_callback = true;
    const Result<Value> outcome = vm().call(parser_->values[handler_], arguments);
    state_.in_callback = was_inside;
    return outcome;
  }
  /// \param outcome of the whole event
  template <class Outcome>
  void finish(const Outcome& outcome) const {
    if (!outcome.is_raised()) return;
    state_.failed = true;
    expat().stop(state_.parser, 0);
  }

 private:
  NativeObject* parser_;
  ParserState& state_;
  Handler handler_;
};

/// Runs `body(event)`, a Result<Value>, when the handler is there.
template <Handler kHandler, class Body>
void on_event(void* data, Body body) {
  const Event event(data, kHandler);
  if (event.wanted()) event.finish(body(event));
}
/// The same for handlers that answer with an int; `fallback` when there is none.
template <Handler kHandler, class Body>
int on_question(void* data, int fallback, Body body) {
  const Event event(data, kHandler);
  if (!event.wanted()) return event.state().failed ? 0 : fallback;
  const Result<Value> outcome = body(event);
  std::int64_t answer = 0;
  const Result<std::int64_t> number = outcome.is_raised() ? Result<std::int64_t>(Raised{}) : index_to_int64(event.vm(), outcome.value());
  event.finish(number);
  if (!number.is_raised()) answer = number.value();
  return static_cast<int>(answer);
}

Result<Value> attributes_value(const Event& event, const char** attributes) {
  Vm& vm = event.vm();
  int count = 0;
  if (event.state().specified_attributes) count = expat().get_specified_count(event.state().parser);
  else while (attributes[count]) count += 2;
  if (event.state().ordered_attributes) {
    List* list = TRY(new_list(vm));
    for (int i = 0; i < count; i += 2) {
      TRY(list_append(vm, list, TRY(event.name(attributes[i]))));
      TRY(list_append(vm, list, TRY(event.text(attributes[i + 1]))));
    }
    return value_of(list);
  }
  Dict* dict = TRY(new_dict(vm));
  for (int i = 0; i < count; i += 2) TRY(dict_set(vm, dict, TRY(event.name(attributes[i])), TRY(event.text(attributes[i + 1]))));
  return value_of(dict);
}

void start_element(void* data, ExpatText name, const char** attributes) {
  on_event<kStartElement>(data, [&](const Event& e) -> Result<Value> {
    TRY(flush_text(e.vm(), e.parser()));
    const Value items = TRY(attributes_value(e, attributes));
    return e.call({TRY(e.name(name)), items});
  });
}
void end_element(void* data, ExpatText name) {
  on_event<kEndElement>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.name(name))}); });
}
void processing_instruction(void* data, ExpatText target, ExpatText text) {
  on_event<kProcessingInstruction>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.name(target)), TRY(e.text(text))}); });
}
void unparsed_entity_decl(void* data, ExpatText entity, ExpatText base, ExpatText system_id, ExpatText public_id, ExpatText notation) {
  on_event<kUnparsedEntityDecl>(data, [&](const Event& e) -> Result<Value> {
    return e.call({TRY(e.name(entity)), TRY(e.name(base)), TRY(e.name(system_id)), TRY(e.name(public_id)), TRY(e.name(notation))});
  });
}
void notation_decl(void* data, ExpatText notation, ExpatText base, ExpatText system_id, ExpatText public_id) {
  on_event<kNotationDecl>(data, [&](const Event& e) -> Result<Value> {
    return e.call({TRY(e.name(notation)), TRY(e.name(base)), TRY(e.name(system_id)), TRY(e.name(public_id))});
  });
}
void start_namespace_decl(void* data, ExpatText prefix, ExpatText uri) {
  on_event<kStartNamespaceDecl>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.name(prefix)), TRY(e.name(uri))}); });
}
void end_namespace_decl(void* data, ExpatText prefix) {
  on_event<kEndNamespaceDecl>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.name(prefix))}); });
}
void comment(void* data, ExpatText text) {
  on_event<kComment>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.text(text))}); });
}
void start_cdata_section(void* data) {
  on_event<kStartCdataSection>(data, [&](const Event& e) { return e.call({}); });
}
void end_cdata_section(void* data) {
  on_event<kEndCdataSection>(data, [&](const Event& e) { return e.call({}); });
}
template <Handler kHandler>
void default_event(void* data, ExpatText text, int length) {
  on_event<kHandler>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(str_value(e.vm(), {text, static_cast<std::size_t>(length)}))}); });
}
int not_standalone(void* data) {
  return on_question<kNotStandalone>(data, 1, [&](const Event& e) { return e.call({}); });
}
void start_doctype_decl(void* data, ExpatText name, ExpatText system_id, ExpatText public_id, int has_internal_subset) {
  on_event<kStartDoctypeDecl>(data, [&](const Event& e) -> Result<Value> {
    return e.call({TRY(e.name(name)), TRY(e.name(system_id)), TRY(e.name(public_id)), Value::from_int(has_internal_subset)});
  });
}
void end_doctype_decl(void* data) {
  on_event<kEndDoctypeDecl>(data, [&](const Event& e) { return e.call({}); });
}
void entity_decl(void* data, ExpatText entity, int is_parameter, ExpatText value, int length, ExpatText base, ExpatText system_id, ExpatText public_id, ExpatText notation) {
  on_event<kEntityDecl>(data, [&](const Event& e) -> Result<Value> {
    const Value content = value ? TRY(str_value(e.vm(), {value, static_cast<std::size_t>(length)})) : Value::none();
    return e.call({TRY(e.name(entity)), Value::from_int(is_parameter), content, TRY(e.name(base)), TRY(e.name(system_id)), TRY(e.name(public_id)), TRY(e.name(notation))});
  });
}
void xml_decl(void* data, ExpatText version, ExpatText encoding, int standalone) {
  on_event<kXmlDecl>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.text(version)), TRY(e.text(encoding)), Value::from_int(standalone)}); });
}

/// (type, quantifier, name, children)
Result<Value> content_value(const Event& e, const ExpatContent& content) {
  TAURARO_ENTER_NATIVE(e.vm(), " in content model");
  Tuple* children = TRY(new_tuple(e.vm(), content.child_count));
  for (unsigned i = 0; i < content.child_count; ++i) children->items[i] = Value::none();
  for (unsigned i = 0; i < content.child_count; ++i) {
    children->items[i] = TRY(content_value(e, content.children[i]));
    e.vm().barrier(children);
  }
  return tuple_value(e.vm(), {Value::from_int(content.type), Value::from_int(content.quantity), TRY(e.text(content.name)), value_of(children)});
}
void element_decl(void* data, ExpatText name, ExpatContent* model) {
  on_event<kElementDecl>(data, [&](const Event& e) -> Result<Value> {
    TRY(flush_text(e.vm(), e.parser()));
    const Value content = TRY(content_value(e, *model));
    return e.call({TRY(e.name(name)), content});
  });
  expat().free_content(state_of(parser_of(data)).parser, model);
}
void attlist_decl(void* data, ExpatText element, ExpatText attribute, ExpatText type, ExpatText fallback, int required) {
  on_event<kAttlistDecl>(data, [&](const Event& e) -> Result<Value> {
    return e.call({TRY(e.name(element)), TRY(e.name(attribute)), TRY(e.text(type)), TRY(e.text(fallback)), Value::from_int(required)});
  });
}
void skipped_entity(void* data, ExpatText entity, int is_parameter) {
  on_event<kSkippedEntity>(data, [&](const Event& e) -> Result<Value> { return e.call({TRY(e.name(entity)), Value::from_int(is_parameter)}); });
}

/// libexpat gives this callback the parser, not the user data, which is the parser's first word.
int external_entity_ref(void* parser, ExpatText context, ExpatText base, ExpatText system_id, ExpatText public_id) {
  return on_question<kExternalEntityRef>(*static_cast<void**>(parser), 0, [&](const Event& e) -> Result<Value> {
    return e.call({TRY(e.text(context)), TRY(e.name(base)), TRY(e.name(system_id)), TRY(e.name(public_id))});
  });
}

Result<Value> call_with_text(Vm& vm, NativeObject* parser, std::string_view text) {
  if (parser->values[kCharacterData].is_empty()) return Value::none();
  ParserState& state = state_of(parser);
  const Value value = TRY(str_value(vm, text));
  const bool was_inside = state.in_callback;
  state.in_callback = true;
  const Result<Value> outcome = vm.call(parser->values[kCharacterData], {value});
  state.in_callback = was_inside;
  return outcome;
}

Result<Value> collect_text(const Event& e, std::string_view text) {
  ParserState& state = e.state();
  if (!state.buffers_text) return call_with_text(e.vm(), e.parser(), text);
  if (state.text.size() + text.size() > state.buffer_size) {
    TRY(flush_text(e.vm(), e.parser()));
    if (e.parser()->values[kCharacterData].is_empty()) return Value::none();
  }
  if (text.size() > state.buffer_size) return call_with_text(e.vm(), e.parser(), text);
  state.text.append(text);
  return Value::none();
}
void character_data(void* data, ExpatText text, int length) {
  on_event<kCharacterData>(data, [&](const Event& e) { return collect_text(e, {text, static_cast<std::size_t>(length)}); });
}

/// An encoding that libexpat does not know: any of Python's with one byte a character.
Result<int> describe_encoding(Vm& vm, const char* name, ExpatEncoding* encoding) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const Value decoded = TRY(decode_object(vm, value_of(TRY(new_bytes(vm, bytes))), intern(vm, name), intern(vm, "replace")));
  if (!decoded.is(kind::Str) || decoded.as<Str>()->length != 256) return vm.raise(TypeId::ValueError, "multi-byte encodings are not supported");
  const StrView characters = view(vm, decoded.as<Str>());
  for (std::uint32_t i = 0; i < 256; ++i) encoding->map[i] = characters[i] == 0xfffd ? -1 : static_cast<int>(characters[i]);
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return kExpatStatusOk;
}
int unknown_encoding(void* data, const char* name, ExpatEncoding* encoding) {
  const Event event(data, kDefault);
  if (event.state().failed) return kExpatStatusError;
  const Result<int> outcome = describe_encoding(event.vm(), name, encoding);
  event.finish(outcome);
  return outcome.is_raised() ? kExpatStatusError : outcome.value();
}

template <class Function>
ExpatHandler callback(Function* function) { return reinterpret_cast<ExpatHandler>(function); }

}  // namespace

const HandlerRow kHandlerRows[kHandlerCount] = {
    {"StartElementHandler", "XML_SetStartElementHandler", callback(start_element)},
    {"EndElementHandler", "XML_SetEndElementHandler", callback(end_element)},
    {"ProcessingInstructionHandler", "XML_SetProcessingInstructionHandler", callback(processing_instruction)},
    {"CharacterDataHandler", "XML_SetCharacterDataHandler", callback(character_data)},
    {"UnparsedEntityDeclHandler", "XML_SetUnparsedEntityDeclHandler", callback(unparsed_entity_decl)},
    {"NotationDeclHandler", "XML_SetNotationDeclHandler", callback(notation_decl)},
    {"StartNamespaceDeclHandler", "XML_SetStartNamespaceDeclHandler", callback(start_namespace_decl)},
    {"EndNamespaceDeclHandler", "XML_SetEndNamespaceDeclHandler", callback(end_namespace_decl)},
    {"CommentHandler", "XML_SetCommentHandler", callback(comment)},
    {"StartCdataSectionHandler", "XML_SetStartCdataSectionHandler", callback(start_cdata_section)},
    {"EndCdataSectionHandler", "XML_SetEndCdataSectionHandler", callback(end_cdata_section)},
    {"DefaultHandler", "XML_SetDefaultHandler", callback(default_event<kDefault>)},
    {"DefaultHandlerExpand", "XML_SetDefaultHandlerExpand", callback(default_event<kDefaultExpand>)},
    {"NotStandaloneHandler", "XML_SetNotStandaloneHandler", callback(not_standalone)},
    {"ExternalEntityRefHandler", "XML_SetExternalEntityRefHandler", callback(external_entity_ref)},
    {"StartDoctypeDeclHandler", "XML_SetStartDoctypeDeclHandler", callback(start_doctype_decl)},
    {"EndDoctypeDeclHandler", "XML_SetEndDoctypeDeclHandler", callback(end_doctype_decl)},
    {"EntityDeclHandler", "XML_SetEntityDeclHandler", callback(entity_decl)},
    {"XmlDeclHandler", "XML_SetXmlDeclHandler", callback(xml_decl)},
    {"ElementDeclHandler", "XML_SetElementDeclHandler", callback(element_decl)},
    {"AttlistDeclHandler", "XML_SetAttlistDeclHandler", callback(attlist_decl)},
    {"SkippedEntityHandler", "XML_SetSkippedEntityHandler", callback(skipped_entity)},
};

void connect_handler(NativeObject* parser, Handler handler, bool on) {
  const HandlerRow& row = kHandlerRows[handler];
  expat().handler_setter(row.setter)(state_of(parser).parser, on ? row.callback : nullptr);
}

void connect_unknown_encoding(NativeObject* parser) { expat().set_unknown_encoding(state_of(parser).parser, unknown_encoding, parser); }

Result<void> flush_text(Vm& vm, NativeObject* parser) {
  ParserState& state = state_of(parser);
  if (state.text.empty()) return {};
  std::string text;
  text.swap(state.text);
  TRY(call_with_text(vm, parser, text));
  return {};
}

}  // namespace tauraro::pyexpat
