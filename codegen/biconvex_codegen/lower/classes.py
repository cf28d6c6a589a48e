"""The project's own classes as types: TypedDicts, dataclasses and models become named shapes, enums become unions."""

from collections.abc import Iterator
from contextlib import ExitStack

from ..diagnostics import Code, Related
from ..frontend.expressions import (
    Call,
    Constant,
    ConstantKind,
    Expr,
    Keyword,
    Mapping,
    Subscript,
)
from ..frontend.facts import Binding, Class, Facts, Member
from ..ir.nodes import Shape
from ..ir.types import AnyType, Field, Notes, ObjectType, ShapeType, Type
from ..source import At, Part
from .absence import slot
from .annotations import Annotations
from .attribute_defaults import AttributeDefaults, typing_name
from .enums import Enums
from .evaluate import Evaluator
from .evaluation import Frame
from .generics import Generics, arguments_of, wrong_count
from .lineage import MOST_ANCESTORS, Lineage, head_name
from .modules import Modules
from .report import Report
from .shadowed import shadowed
from .symbols import Defined, External
from .values import ClassValue, Poison, Text, Validator

_NO_FIELDS = frozenset({"dataclasses.InitVar", "dataclasses.KW_ONLY", "typing.ClassVar", "typing_extensions.ClassVar"})


class Classes:
    """Lowers classes once each; the private state of one lowering: the shapes so far and where they stand."""

    def __init__(
        self,
        annotations: Annotations,
        evaluator: Evaluator,
        generics: Generics,
        enums: Enums,
        modules: Modules,
        report: Report,
    ) -> None:
        self._annotations = annotations
        self._generics = generics
        self._evaluator = evaluator
        self._modules = modules
        self._report = report
        self._defaults = AttributeDefaults(annotations, evaluator)
        self._lineage = Lineage(annotations)
        self._enums = enums
        self._types: dict[str, Type] = {}
        self._open: list[str] = []
        self.shapes: list[Shape] = []
        self.links: dict[At, At] = {}

    def class_type(self, module: Facts, statement: Class, at: At) -> Type | None:
        """Return the type that a class stands for, or None after a report."""
        known = self._types.get(statement.id)
        if known is not None:
            return known
        if statement.id in self._open:
            self._annotations.report_recursion(statement, at)
            return None
        self._open.append(statement.id)
        found = self._lowered(module, statement, at)
        self._open.pop()
        if found is not None:
            self._types[statement.id] = found
        return found

    def specialised(
        self, module: Facts, statement: Class, names: tuple[str, ...], given: tuple[Validator, ...], at: At
    ) -> Validator | None:
        """Return the object that a class with its type parameters filled stands for, or None after a report.

        It has no name of its own: a class that inherits from it gives it one.
        """
        if statement.id in self._open:
            self._annotations.report_recursion(statement, at)
            return None
        kind = self._lineage.kind(module, statement)
        if kind not in ("typed_dict", "dataclass", "model") or self._lineage.is_too_long(module, statement):
            self.class_type(module, statement, at)
            return None
        outer, self.links = self.links, {}
        self._open.append(statement.id)
        with self._generics.bound(statement.id, names, given):
            fields = self._fields(module, statement, kind, "")
        self._open.pop()
        inner, self.links = self.links, outer
        places = [("", Part.WHOLE, at)]
        for place, where in inner.items():
            if place.id.startswith(".") and isinstance(place.part, Part):
                places.append((place.id, place.part, where))
            else:
                self.links[place] = where
        return Validator(at, ObjectType(fields), tuple(places))

    def table_type(self, value: ClassValue) -> ShapeType | None:
        """Return the shape that the class of a table stands for, or None after a report."""
        match value.statement:
            case Class() as statement:
                found = self.class_type(value.module, statement, value.at)
            case Binding(value=Call() as call) as binding:
                found = self.functional_type(value.module, binding, call)
            case _:
                return None
        if found is None or isinstance(found, ShapeType):
            return found
        message = f'a table cannot hold values of "{value.statement.name}", which are no objects'
        self._report.add(Code.INVALID_TABLE, message, value.at, help_="give it a TypedDict or a dataclass")
        return None

    def shape(self, type_: ShapeType) -> Shape:
        """Return the shape that a type names."""
        return next(shape for shape in self.shapes if (shape.module, shape.name) == (type_.module, type_.name))

    def functional_type(self, module: Facts, binding: Binding, call: Call) -> Type | None:
        """Return the shape of `Name = TypedDict("Name", {...})`, whose keys are data."""
        known = self._types.get(binding.id)
        if known is not None:
            return known
        if len(call.args) != 2 or not isinstance(call.args[1], Mapping):
            self._unknown_fields(At(binding.id, call.node))
            return None
        name = call.args[0]
        if isinstance(name, Constant) and name.kind is not ConstantKind.STRING:
            message = "the name of a TypedDict is no string"
            at, help_ = At(binding.id, name.node), f'write TypedDict("{binding.name}", {{...}})'
            self._report.add(Code.INVALID_CALL, message, at, help_=help_)
            return None
        total = _is_total(call.keywords)
        fields: dict[str, Field] = {}
        id_ = self._shape_id(module, binding.name)
        frame = Frame.of(module, binding.id)
        for entry in call.args[1].entries:
            key = None if entry.key is None else self._evaluator.evaluate(frame, entry.key)
            if not isinstance(key, Text | Poison):
                self._unknown_fields(At(binding.id, (entry.key or entry.value).node))
                return None
            if isinstance(key, Text):
                fields[key.text] = self._typed_dict_field(
                    frame, id_, key, entry.value, Notes(doc=entry.doc), total=total
                )
        return self._shape(module, binding.name, binding.id, ObjectType(tuple(fields.values())), Notes(doc=binding.doc))

    def _unknown_fields(self, at: At) -> None:
        message = "the fields of this TypedDict cannot be known without running it"
        self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_='write TypedDict("Name", {"field": str})')

    def _lowered(self, module: Facts, statement: Class, at: At) -> Type | None:
        if self._lineage.is_too_long(module, statement):
            message = f"a class inherits from at most {MOST_ANCESTORS} others here"
            self._report.add(Code.TOO_DEEP, message, At(statement.id, Part.NAME), help_="give it fewer bases")
            return None
        kind = self._lineage.kind(module, statement)
        match kind:
            case "enum":
                return self._enums.lower(module, statement)
            case "typed_dict" | "dataclass" | "model":
                fields = self._fields(module, statement, kind, self._shape_id(module, statement.name))
                notes = Notes(doc=statement.doc)
                return self._shape(module, statement.name, statement.id, ObjectType(fields), notes)
            case _ if self._lineage.has_unknown_head(module, statement):
                return None
            case _:
                message = f'the class "{statement.name}" has no validator'
                help_ = "make it a TypedDict, a dataclass, a model or an Enum"
                self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_, mistake=statement.id)
                return None

    def _fields(self, module: Facts, statement: Class, kind: str, id_: str) -> tuple[Field, ...]:
        """Return the fields of a class, those of its bases first, as Python orders them."""
        fields: dict[str, Field] = {}
        with ExitStack() as filled:
            self._fill_bases(module, statement, filled, {statement.id})
            for each_module, each in self._lineage.of(module, statement):
                if kind != "dataclass" or self._is_dataclass(each_module, each):
                    own = self._own_fields(Frame.of(each_module, each.id), each, kind, id_)
                    fields.update((field.name, field) for field in own)
        return tuple(fields.values())

    def _fill_bases(self, module: Facts, statement: Class, filled: ExitStack, seen: set[str]) -> None:
        """Fill the type parameters of the classes that a class inherits from, as its head says."""
        frame = Frame(module, statement.id)
        for base in statement.bases:
            match self._annotations.symbol(frame, head_name(base)):
                case Defined(module=above, statement=Class() as parent) if parent.id not in seen:
                    seen.add(parent.id)
                    names = self._generics.parameters(above, parent)
                    given = self._given(frame, base, parent.name, names)
                    filled.enter_context(self._generics.bound(parent.id, names, given))
                    self._fill_bases(above, parent, filled, seen)
                case _:
                    pass

    def _given(self, frame: Frame, base: Expr, name: str, parameters: tuple[str, ...]) -> tuple[Validator, ...]:
        """Return the types in the brackets behind a base, as many as it has parameters; any where there are none."""
        arguments = arguments_of(base) if isinstance(base, Subscript) else ()
        if len(arguments) == len(parameters):
            return tuple(self._annotations.inner(frame, argument) for argument in arguments)
        at = At(frame.owner, base.node)
        if arguments:
            message, help_ = wrong_count(name, parameters)
            self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_)
        return tuple(Validator(at, AnyType()) for _ in parameters)

    def _is_dataclass(self, module: Facts, statement: Class) -> bool:
        """Say whether a class is decorated itself: of another one, dataclass looks at no annotation."""
        return "dataclass" in self._lineage.head_kinds(module, statement)

    def _own_fields(self, frame: Frame, statement: Class, kind: str, id_: str) -> Iterator[Field]:
        total = _is_total(statement.keywords)
        own: dict[str, Member] = {}
        for member in statement.members:
            if member.annotation is None or self._is_no_field(frame, member, member.annotation, kind):
                continue
            if kind == "typed_dict":
                key = Text(At(frame.owner, member.node), member.name)
                notes = Notes(doc=member.doc)
                field = self._typed_dict_field(frame, id_, key, member.annotation, notes, total=total)
            else:
                self._report_shadowed(frame, statement, member)
                field = self._attribute_field(frame, id_, member, member.annotation)
            self._meeting(frame, own.setdefault(field.name, member), member, field.name)
            yield field

    def _report_shadowed(self, frame: Frame, statement: Class, member: Member) -> None:
        name = shadowed(frame.module, statement, member)
        if name is not None:
            message = f'"{name.name}" is the attribute of "{statement.name}" here, not the type'
            help_ = f'rename the attribute to "{name.name}_": one trailing underscore is dropped on the wire'
            mistake = (statement.id, name.name)
            at = At(frame.owner, name.node)
            self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_, mistake=mistake)

    def _meeting(self, frame: Frame, first: Member, member: Member, wire: str) -> None:
        """Report a member that has the wire name of an earlier one, and another name in Python."""
        if first.name != member.name:
            message = f'"{first.name}" and "{member.name}" are both "{wire}" on the wire'
            related = (Related(At(frame.owner, first.node), "the first one"),)
            at = At(frame.owner, member.node)
            self._report.add(Code.WIRE_NAME_CLASH, message, at, help_="rename one of them", related=related)

    def _is_no_field(self, frame: Frame, member: Member, annotation: Expr, kind: str) -> bool:
        """Say whether a member is a variable of the class, a parameter of its constructor, or private to it."""
        name = annotation.value if isinstance(annotation, Subscript) else annotation
        symbol = self._annotations.symbol(frame, name)
        is_private = kind == "model" and (member.name.startswith("_") or member.name == "model_config")
        return is_private or (isinstance(symbol, External) and symbol.name in _NO_FIELDS)

    def _typed_dict_field(
        self, frame: Frame, id_: str, key: Text, annotation: Expr, notes: Notes, *, total: bool
    ) -> Field:
        optional = not total
        inner = annotation
        while isinstance(inner, Subscript):
            name = typing_name(self._annotations.symbol(frame, inner.value))
            if name not in ("NotRequired", "Required", "ReadOnly"):
                break
            optional = optional if name == "ReadOnly" else name == "NotRequired"
            inner = inner.index
        lowered = self._annotations.lower(frame, inner)
        self._link(f"{id_}.{key.text}", key.at, lowered.type_at)
        self._link_places(f"{id_}.{key.text}", lowered.places)
        return Field(key.text, lowered.type, optional or lowered.optional, notes)

    def _attribute_field(self, frame: Frame, id_: str, member: Member, annotation: Expr) -> Field:
        name = self._modules.wire_name(member.name)
        at = At(frame.owner, member.node)
        found = slot(
            self._annotations.lower(frame, annotation),
            self._defaults.of(frame, member, annotation),
            member.name,
            at,
            self._report,
        )
        self._link(f"{id_}.{name}", at, found.validator.type_at)
        self._link_places(f"{id_}.{name}", found.validator.places)
        return Field(name, found.validator.type, found.optional, Notes(doc=member.doc))

    def _shape_id(self, module: Facts, name: str) -> str:
        return f"shapes/{self._modules.wire_path(module)}.{name}"

    def _shape(self, module: Facts, name: str, statement: str, type_: ObjectType, notes: Notes) -> ShapeType:
        path = self._modules.wire_path(module)
        id_ = self._shape_id(module, name)
        self.shapes.append(Shape(id_, path, name, type_, notes))
        self.links[At(id_, Part.NAME)] = At(statement, Part.NAME)
        self.links[At(id_)] = At(statement)
        shape = ShapeType(path, name)
        self._types[statement] = shape
        return shape

    def _link(self, id_: str, name: At, type_: At) -> None:
        self.links[At(id_)] = name
        self.links[At(id_, Part.NAME)] = name
        self.links[At(id_, Part.TYPE)] = type_

    def _link_places(self, id_: str, places: tuple[tuple[str, Part, At], ...]) -> None:
        for steps, part, at in places:
            if steps:
                self.links[At(id_ + steps, part)] = at


def _is_total(keywords: tuple[Keyword, ...]) -> bool:
    for keyword in keywords:
        if keyword.name == "total" and isinstance(keyword.value, Constant):
            return keyword.value.text == "true"
    return True
