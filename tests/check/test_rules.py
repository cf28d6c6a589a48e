"""What Markdown cases do not show of the rules: related places, help, and what is too large to write down."""

from dataclasses import replace

from biconvex_codegen.check import check
from biconvex_codegen.diagnostics import Code, Diagnostic, Related
from biconvex_codegen.ir.nodes import App, Cron, FunctionKind, Interval, Shape
from biconvex_codegen.ir.types import ArrayType, Field, IdType, ObjectType, ShapeType, StringType, Type, UnionType
from biconvex_codegen.source import At, Part

from .apps import STRING, app, function, index, of_fields, table


def found(given: App) -> tuple[Diagnostic, ...]:
    """Return what the rules find in an app."""
    return check(given).diagnostics


def nested(depth: int) -> Type:
    """Return an object that holds an object that holds one, so many of them."""
    type_ = of_fields()
    for _ in range(depth - 1):
        type_ = ObjectType((Field("inner", type_),))
    return type_


def test_a_duplicate_names_the_first_one() -> None:
    (diagnostic,) = found(app(table("users"), table("teams"), table("users", number=2), table("notes")))
    assert diagnostic == Diagnostic(
        Code.DUPLICATE_TABLE,
        'the table "users" is defined twice',
        At("tables/users#2", Part.NAME),
        related=(Related(At("tables/users", Part.NAME), "first defined here"),),
        help="rename one of them",
    )


def test_a_third_of_one_name_names_the_first_one() -> None:
    diagnostics = found(app(table("users"), table("users", number=2), table("users", number=3)))
    assert [each.at.id for each in diagnostics] == ["tables/users#2", "tables/users#3"]
    assert {each.related[0].at.id for each in diagnostics} == {"tables/users"}


def test_an_unknown_field_has_a_suggestion() -> None:
    document = of_fields("ownerId", "title")
    near, far = found(app(table("users", document, index("a", "ownerid"), index("b", "colour"))))
    assert near.help == 'did you mean "ownerId"?'
    assert near.at == At("tables/users:a", 0)
    assert far.help == "name one of its fields: ownerId, title"


def test_an_unknown_table_has_a_suggestion() -> None:
    fields = (Field("team", IdType("team")), Field("file", IdType("_store")), Field("boss", IdType("people")))
    teams, files, people = found(app(table("users", ObjectType(fields)), table("teams")))
    assert teams.help == 'did you mean "teams"?'
    assert files.help == 'did you mean "_storage"?'
    assert people.help == "add the table to the schema"
    assert teams.at == At("tables/users.team")


def test_a_type_of_an_argument_stands_behind_its_name() -> None:
    argument = Field("teams", ArrayType(IdType("teem")))
    direct = Field("team", IdType("team"))
    diagnostics = found(app(table("users"), functions=(function("users", "join", direct, argument),)))
    assert [each.at for each in diagnostics] == [At("users:join(team)", Part.TYPE), At("users:join(teams)[]")]


def test_a_table_that_is_missing_everywhere_is_missing_once() -> None:
    arguments = (Field(name, IdType("team")) for name in ("one", "two", "three", "four", "five"))
    (diagnostic,) = found(app(table("users"), functions=(function("users", "join", *arguments),)))
    assert diagnostic.at == At("users:join(one)", Part.TYPE)
    assert [note.at.id for note in diagnostic.related] == ["users:join(two)", "users:join(three)", "users:join(four)"]


def test_a_result_has_a_place() -> None:
    joined = replace(function("users", "join"), returns=UnionType((STRING, IdType("team"))))
    (diagnostic,) = found(app(table("users"), functions=(joined,)))
    assert diagnostic.at == At("users:join->|1")


def test_index_fields_reach_through_shapes() -> None:
    shape = Shape("shapes/models.Address", "models", "Address", of_fields("city"))
    document = ObjectType((Field("address", ShapeType("models", "Address")),))
    users = table("users", document, index("by_city", "address.city"), index("by_zip", "address.zip"))
    (diagnostic,) = found(replace(app(users), shapes=(shape,)))
    assert diagnostic.message == '"address" of the table "users" has no field "zip"'


def test_two_shapes_of_one_module_path_meet() -> None:
    first = Shape("shapes/models.Page", "models", "Page", of_fields("a"))
    second = Shape("shapes/models.Page#2", "models", "Page", of_fields("b"))
    (diagnostic,) = found(App(None, shapes=(first, second)))
    assert diagnostic.code is Code.WIRE_NAME_CLASH
    assert diagnostic.at == At("shapes/models.Page#2", Part.NAME)


def test_two_fields_of_an_object_meet() -> None:
    (diagnostic,) = found(app(table("users", of_fields("name", "age", "name"))))
    assert diagnostic.code is Code.WIRE_NAME_CLASH
    assert diagnostic.message == 'two fields of one object are "name" on the wire'


def test_a_circle_names_every_step() -> None:
    def needing(name: str) -> ObjectType:
        return ObjectType((Field("extra", IdType("notes"), optional=True), Field(f"{name}Id", IdType(name))))

    tables = (table("users", needing("teams")), table("teams", needing("plans")), table("plans", needing("users")))
    (diagnostic,) = found(app(*tables, table("notes"), table("drafts", needing("users"))))
    assert diagnostic == Diagnostic(
        Code.REQUIRED_ID_CYCLE,
        'documents of "users", "teams" and "plans" need each other: there can be no first',
        At("tables/users.teamsId"),
        related=(
            Related(At("tables/teams.plansId"), '"teams.plansId" needs "plans"'),
            Related(At("tables/plans.usersId"), '"plans.usersId" needs "users"'),
        ),
        help="make one of the ids v.optional(...) or v.nullable(...)",
    )


def test_a_long_circle_names_the_first_steps() -> None:
    def needing(number: int) -> ObjectType:
        return ObjectType((Field("next", IdType(f"t{number % 300}")),))

    (diagnostic,) = found(app(*(table(f"t{number}", needing(number + 1)) for number in range(300))))
    assert diagnostic.message == (
        'documents of "t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7" and 292 more need each other: '
        "there can be no first"
    )
    assert [each.at.id for each in diagnostic.related] == [f"tables/t{number}.next" for number in range(1, 9)]


def test_a_limit_says_its_figure() -> None:
    tables = tuple(table(f"t{number}") for number in range(10_001))
    (diagnostic,) = found(app(*tables))
    assert diagnostic.message == "the schema has 10,001 tables, and at most 10,000 are allowed"
    assert diagnostic.at == At("tables/t10000", Part.NAME)
    assert found(app(*tables[:10_000])) == ()


def test_at_most_4096_modules() -> None:
    functions = tuple(function(f"m{number}", "f") for number in range(4097))
    (diagnostic,) = found(app(functions=functions))
    assert diagnostic.message == "the app has 4,097 modules, and at most 4,096 are allowed"
    assert diagnostic.at == At("m4096:f", Part.NAME)
    assert found(app(functions=(*functions[:4096], function("m0", "g")))) == ()


def test_at_most_64_indexes() -> None:
    names = [f"column{number}" for number in range(65)]
    indexes = [index(f"by_{name}", name) for name in names]
    (diagnostic,) = found(app(table("users", of_fields(*names), *indexes)))
    assert diagnostic.message == 'the table "users" has 65 indexes, and at most 64 are allowed'
    assert found(app(table("users", of_fields(*names), *indexes[:64]))) == ()


def test_at_most_1024_fields() -> None:
    names = [f"column{number}" for number in range(1025)]
    (diagnostic,) = found(app(table("users", of_fields(*names))))
    assert diagnostic.message == "an object has 1,025 required fields, and at most 1,024 are allowed"
    assert diagnostic.at == At("tables/users.column1024", Part.NAME)
    assert found(app(table("users", of_fields(*names, optional=True)))) == ()


def test_documents_are_at_most_16_deep() -> None:
    (diagnostic,) = found(app(table("users", nested(17))))
    assert diagnostic.message == 'a document of the table "users" has 17 levels, and at most 16 are allowed'
    assert found(app(table("users", nested(16)))) == ()
    assert found(app(table("users", ObjectType((Field("tags", ArrayType(nested(30))),))))) == ()
    assert found(app(table("users", ObjectType((Field("old", nested(30), optional=True),))))) == ()


def test_arguments_are_at_most_64_deep() -> None:
    (diagnostic,) = found(app(functions=(function("users", "save", Field("tree", nested(64))),)))
    assert diagnostic.message == 'the argument "tree" has 64 levels, and at most 63 are allowed'
    assert found(app(functions=(function("users", "save", Field("tree", nested(63))),))) == ()


def test_the_longest_names_of_modules() -> None:
    folder, module = "f" * 64, "m" * 61
    assert found(app(functions=(function(f"{folder}/{module}", "f"),))) == ()
    too_long = (function(f"{folder}x/{module}", "f"), function(f"{folder}/{module}x", "f"), function("größe", "f"))
    assert [each.message for each in found(app(functions=too_long))] == [
        f'the folder name "{folder}x" has 65 characters, and at most 64 are allowed',
        f'the module name "{module}x" has 62 characters, and at most 61 are allowed',
        'the module name "größe" holds "ö"',
    ]


def test_arguments_of_crons_are_small() -> None:
    target = function("reports", "build", Field("text", StringType()))
    every_hour = Cron("crons/build", "build", Interval("hours", 1), target.id, '{"text":""}')
    padding = (1 << 20) - len(every_hour.arguments)
    small = replace(every_hour, arguments=f'{{"text":"{"a" * (padding - 1)}"}}')
    large = replace(every_hour, arguments=f'{{"text":"{"a" * padding}"}}')
    assert found(replace(app(functions=(target,)), crons=(small,))) == ()
    (diagnostic,) = found(replace(app(functions=(target,)), crons=(large,)))
    assert diagnostic.code is Code.LIMIT_EXCEEDED


def test_a_cron_of_a_query_names_the_query() -> None:
    target = function("reports", "read", kind=FunctionKind.QUERY)
    cron = Cron("crons/read", "read", Interval("hours", 1), target.id)
    (diagnostic,) = found(replace(app(functions=(target,)), crons=(cron,)))
    assert diagnostic.related == (Related(At("reports:read", Part.NAME), "defined here"),)


def test_a_target_that_is_not_there_was_reported() -> None:
    cron = Cron("crons/read", "read", Interval("hours", 1), "reports:read")
    assert found(App(None, crons=(cron,))) == ()
