"""Mistakes in schemas and validators."""

from .planted import Planted, chat, documents, everywhere, planted, shop

DEEP = "{'a': v.object(" * 16 + "{}" + ")}" * 16

MISTAKES: tuple[Planted, ...] = (
    # Tables
    planted(
        "unknown-table",
        "the table of an id is misspelt",
        documents("schema", 'v.id("documents")', 'v.id(«"document"»)'),
        chat("schema", '"createdBy": v.id("users")', '"createdBy": v.id(«"user"»)'),
        shop("validators", '"product": v.id("products")', '"product": v.id(«"product"»)'),
    ),
    planted(
        "unknown-table",
        "a table is renamed in one place",
        documents("schema", '"documents": define_table(', '"papers": define_table(', ("schema", 'v.id(«"documents"»)')),
        chat("schema", '"users": define_table(', '"people": define_table(', ("schema", '"createdBy": v.id(«"users"»)')),
        shop("schema", '"class": define_table(', '"klass": define_table(', ("validators", '"class": v.id(«"class"»)')),
    ),
    planted(
        "unknown-table",
        "the table of an id in args= is misspelt",
        chat("presence", '"except": v.optional(v.id("users"))', '"except": v.optional(v.id(«"user"»))'),
    ),
    planted(
        "duplicate-table",
        "a table is written twice",
        documents("schema", '        "files": define_table(', '        «"users"»: define_table('),
        chat("schema", '        "memories": define_table(', '        «"presence"»: define_table('),
        shop("schema", '        "events": define_table(', '        «"ledger"»: define_table('),
    ),
    planted(
        "invalid-name",
        "the name of a table holds a hyphen",
        documents("schema", '"collaborators": define_table(', '«"doc-collaborators"»: define_table('),
        chat("schema", '"presence": define_table(', '«"room-presence"»: define_table('),
        shop("schema", '"select": define_table(', '«"selections-2"»: define_table('),
    ),
    planted(
        "reserved-name",
        "the name of a table begins with an underscore",
        documents("schema", '"collaborators": define_table(', '«"_collaborators"»: define_table('),
        chat("schema", '"presence": define_table(', '«"_presence"»: define_table('),
        shop("schema", '"ledger": define_table(', '«"_ledger"»: define_table('),
    ),
    planted(
        "class-name-clash",
        "two tables have rows of one name",
        documents("schema", 'doc="File"', 'doc=«"User"»'),
        chat("schema", 'doc="Memory"', 'doc=«"Member"»'),
        shop("schema", 'doc="Warehouse"', 'doc=«"ShippingClass"»'),
    ),
    planted(
        "reserved-name",
        "rows have the name of a context",
        documents("schema", 'doc="File"', 'doc=«"QueryCtx"»'),
        chat("schema", 'doc="Memory"', 'doc=«"QueryCtx"»'),
        shop("schema", 'doc="Warehouse"', 'doc=«"QueryCtx"»'),
    ),
    planted(
        "invalid-call",
        "doc= is misspelt",
        documents("schema", 'doc="File"', '«dco»="File"'),
        chat("schema", 'doc="Memory"', '«dco»="Memory"'),
        shop("schema", 'doc="Warehouse"', '«dco»="Warehouse"'),
    ),
    planted(
        "invalid-table",
        "a table is a string",
        documents(
            "schema",
            '"collaborators": define_table(\n            {',
            '"notes": define_table(«v.string()»),\n        "collaborators": define_table(\n            {',
        ),
        chat(
            "schema",
            '"presence": define_table(',
            '"notes": define_table(«v.string()»),\n        "presence": define_table(',
        ),
        shop(
            "schema", '"select": define_table(', '"notes": define_table(«v.string()»),\n        "select": define_table('
        ),
    ),
    planted(
        "invalid-table",
        "a table is optional",
        documents(
            "schema",
            '"collaborators": define_table(',
            '"notes": define_table(«v.optional(v.any())»),\n        "collaborators": define_table(',
        ),
        shop(
            "schema",
            "define_table(v.union(physical, digital, gift_card))",
            "define_table(«v.optional(v.union(physical, digital, gift_card))»)",
        ),
    ),
    planted(
        "invalid-table",
        "a table is a dict without define_table",
        documents(
            "schema",
            '"collaborators": define_table(',
            '"notes": «{"text": v.string()}»,\n        "collaborators": define_table(',
        ),
        chat(
            "schema", '"presence": define_table(', '"notes": «{"text": v.string()}»,\n        "presence": define_table('
        ),
        shop("schema", '"select": define_table(', '"notes": «{"text": v.string()}»,\n        "select": define_table('),
    ),
    planted(
        "not-static",
        "a table depends on the environment",
        documents(
            "schema",
            '"collaborators": define_table(',
            '«print»("x"): define_table({}),\n        "collaborators": define_table(',
        ),
        chat(
            "schema", '"presence": define_table(', '«print»("x"): define_table({}),\n        "presence": define_table('
        ),
        shop("schema", '"select": define_table(', '«print»("x"): define_table({}),\n        "select": define_table('),
    ),
    planted(
        "required-id-cycle",
        "two tables need each other",
        documents(
            "schema",
            '                "isPublic": v.boolean(),',
            '                "isPublic": v.boolean(),\n                "author": v.id(«"collaborators"»),',
        ),
        chat(
            "schema",
            '                "name": v.string(),\n                "avatar"',
            '                "name": v.string(),\n                "home": v.id(«"rooms"»),\n                "avatar"',
        ),
        shop(
            "schema",
            '                "name": v.string(),\n                "address"',
            '                "name": v.string(),\n                "parent": v.id(«"from"»),\n                "address"',
        ),
    ),
    # The schema
    planted(
        "invalid-schema",
        "the schema has another name",
        *everywhere("schema", "schema = define_schema(", "«schemas» = define_schema("),
    ),
    planted(
        "invalid-schema",
        "the schema is a dict",
        *everywhere("schema", "schema = define_schema(", "schema = dict(", ("schema", "«schema» = dict(")),
    ),
    planted(
        "unknown-name",
        "define_schema is misspelt where it is called",
        *everywhere("schema", "schema = define_schema(", "schema = «define_schem»("),
    ),
    planted(
        "duplicate-name",
        "the schema is bound twice",
        *everywhere("schema", "schema = define_schema(", "schema = define_schema({})\n\n«schema» = define_schema("),
    ),
    planted(
        "invalid-call",
        "an option of define_schema is misspelt",
        documents("schema", "schema = define_schema(", "schema = define_schema(«schema_validaton»=False, tables="),
        chat("schema", "schema = define_schema(", "schema = define_schema(«schema_validaton»=False, tables="),
        shop("schema", "schema = define_schema(", "schema = define_schema(«schema_validaton»=False, tables="),
    ),
    # Validators
    planted(
        "invalid-validator",
        "a validator is misspelt",
        documents("schema", '"title": v.string()', '"title": v.«strng»()'),
        chat("schema", '"body": v.string()', '"body": v.«strng»()'),
        shop("validators", '"sku": v.string()', '"sku": v.«strng»()'),
    ),
    planted(
        "invalid-validator",
        "a validator is not called",
        documents("schema", '"title": v.string()', '"title": «v.string»'),
        chat("schema", '"body": v.string()', '"body": «v.string»'),
        shop("schema", '"title": v.string()', '"title": «v.string»'),
    ),
    planted(
        "invalid-validator",
        "a field is a Python type",
        documents("schema", '"title": v.string()', '"title": «str»'),
        chat("schema", '"body": v.string()', '"body": «str»'),
        shop("schema", '"title": v.string()', '"title": «str»'),
    ),
    planted(
        "invalid-validator",
        "a field is a dict",
        documents("schema", '"title": v.string()', '"title": «{"text": v.string()}»'),
        chat("schema", '"topic": v.optional(v.string())', '"topic": «{"text": v.string()}»'),
        shop("schema", '"title": v.string()', '"title": «{"text": v.string()}»'),
    ),
    planted(
        "invalid-call",
        "a validator gets an argument that it does not take",
        documents("schema", '"title": v.string()', '"title": v.string(«"title"»)'),
        chat("schema", '"body": v.string()', '"body": v.string(«200»)'),
        shop("schema", '"title": v.string()', '"title": v.string(«max»=200)'),
    ),
    planted(
        "invalid-call",
        "a validator lacks its argument",
        documents("schema", '"documentId": v.id("documents")', '"documentId": v.«id»()'),
        chat("schema", "v.array(attachment)", "v.«array»()"),
        shop("schema", "v.array(line)", "v.«array»()"),
    ),
    planted(
        "invalid-validator",
        "the table of an id is no string",
        documents("schema", '"documentId": v.id("documents")', '"documentId": v.id(«5»)'),
        chat("schema", '"createdBy": v.id("users")', '"createdBy": v.id(«None»)'),
        shop("schema", '"order": v.id("order")', '"order": v.id(«["order"]»)'),
    ),
    planted(
        "invalid-validator",
        "a literal is None",
        documents("schema", 'v.literal("write")', "v.literal(«None»)"),
        chat("schema", 'v.literal("private")', "v.literal(«None»)"),
        shop("validators", "v.literal(3)", "v.literal(«None»)"),
    ),
    planted(
        "invalid-validator",
        "an element is optional",
        documents(
            "schema",
            '"isPublic": v.boolean(),',
            '"tags": v.array(«v.optional(v.string())»),\n                "isPublic": v.boolean(),',
        ),
        chat("schema", "v.array(attachment)", "v.array(«v.optional(attachment)»)"),
        shop("schema", "v.array(line)", "v.array(«v.optional(line)»)"),
    ),
    planted(
        "invalid-validator",
        "the key of a record is a number",
        documents(
            "schema",
            '"isPublic": v.boolean(),',
            '"counts": v.record(«v.number()», v.number()),\n                "isPublic": v.boolean(),',
        ),
        chat("schema", 'v.record(v.id("users"), v.string())', "v.record(«v.number()», v.string())"),
        shop("validators", "v.record(v.string(), v.union", "v.record(«v.number()», v.union"),
    ),
    planted(
        "unknown-name",
        "a validator of the project is misspelt",
        documents("schema", '"permission": permission', '"permission": «permision»'),
        chat("schema", '"settings": settings,', '"settings": «setings»,'),
        shop("schema", '"status": status,', '"status": «statuss»,'),
    ),
    planted(
        "invalid-validator",
        "a field to pick is misspelt",
        documents(
            "schema", '"permission": permission,', '"permission": v.object({"read": v.boolean()}).pick(«"reed"»),'
        ),
        chat("schema", '"settings": settings,', '"settings": settings.pick("retentionDays", «"slowModeSecond"»),'),
        shop("schema", '"shipTo": address,', '"shipTo": address.pick("country", «"towm"»),'),
    ),
    planted(
        "not-static",
        "a method of a validator is misspelt",
        documents(
            "schema",
            'v.string()),\n            },\n            doc="Document"',
            'v.string()).«optinal»(),\n            },\n            doc="Document"',
        ),
        chat("schema", '"settings": settings,', '"settings": settings.«omt»("retentionDays"),'),
        shop("validators", 'address.omit("name")', 'address.«omti»("name")'),
    ),
    # Fields
    planted(
        "duplicate-name",
        "a field is written twice",
        documents("schema", '"updatedAt": v.number()', '«"createdAt"»: v.number()'),
        chat("schema", '"replyTo": v.optional', '«"body"»: v.optional'),
        shop("schema", '"total": money', '«"customer"»: money'),
    ),
    planted(
        "invalid-name",
        "the name of a field holds a space",
        documents("schema", '"updatedAt": v.number()', '«"updated at"»: v.number()'),
        chat("schema", '"topic": v.optional', '«"the topic"»: v.optional'),
        shop("schema", '"total": money', '«"in total"»: money'),
    ),
    planted(
        "reserved-name",
        "a field of the system is written down",
        documents("schema", '"updatedAt": v.number()', '«"_creationTime"»: v.number()'),
        chat("schema", '"topic": v.optional', '«"_id"»: v.optional'),
        shop("schema", '"total": money', '«"_total"»: money'),
    ),
    planted(
        "limit-exceeded",
        "a document is nested too deeply",
        documents(
            "schema",
            '"collaborators": define_table(',
            f'«"deep"»: define_table({DEEP}),\n        "collaborators": define_table(',
        ),
    ),
    # Indexes
    planted(
        "unknown-index-field",
        "a field of an index is misspelt",
        documents("schema", '.index("by_owner", ["ownerId"])', '.index("by_owner", [«"owner"»])'),
        chat("schema", '["kind", "lastMessageAt"]', '["kind", «"lastMesageAt"»]'),
        shop("schema", '["shipTo.country", "status"]', '["shipTo.«contry»", "status"]'),
    ),
    planted(
        "unknown-index-field",
        "a field is renamed where it is defined",
        documents(
            "schema", '"tokenIdentifier": v.string()', '"token": v.string()', ("schema", '[«"tokenIdentifier"»]')
        ),
        chat("schema", '"body": v.string()', '"text": v.string()', ("schema", 'search_field=«"body"»')),
        shop("schema", '"recordedAt": v.commit_ts()', '"at": v.commit_ts()', ("schema", '[«"recordedAt"»]')),
    ),
    planted(
        "invalid-index",
        "the fields of an index are one string",
        documents("schema", '.index("by_owner", ["ownerId"])', '.index("by_owner", «"ownerId"»)'),
        chat("schema", '.index("by_room", ["roomId"])', '.index("by_room", «"roomId"»)'),
        shop("schema", '.index("by_price", ["price"])', '.index("by_price", «"price"»)'),
    ),
    planted(
        "invalid-index",
        "an index has no fields",
        documents("schema", '.index("by_owner", ["ownerId"])', '.index(«"by_owner"», [])'),
        chat("schema", '.index("by_room", ["roomId"])', '.index(«"by_room"», [])'),
        shop("schema", '.index("by_price", ["price"])', '.index(«"by_price"», [])'),
    ),
    planted(
        "invalid-index",
        "an index ends in the creation time",
        documents("schema", '["ownerId"])', '["ownerId", «"_creationTime"»])'),
        chat("schema", '["roomId"])', '["roomId", «"_creationTime"»])'),
        shop("schema", '["price"])', '["price", «"_creationTime"»])'),
    ),
    planted(
        "invalid-call",
        "an index has no name",
        documents("schema", '.index("by_owner", ["ownerId"])', '.«index»(["ownerId"])'),
        chat("schema", '.index("by_room", ["roomId"])', '.«index»(["roomId"])'),
        shop("schema", '.index("by_price", ["price"])', '.«index»(["price"])'),
    ),
    planted(
        "not-static",
        "the method of an index is misspelt",
        documents("schema", '.index("by_owner", ["ownerId"])', '.«indx»("by_owner", ["ownerId"])'),
        chat("schema", '.index("by_room", ["roomId"])', '.«indx»("by_room", ["roomId"])'),
        shop("schema", '.index("by_price", ["price"])', '.«indx»("by_price", ["price"])'),
    ),
    planted(
        "duplicate-index",
        "two indexes have one name",
        documents("schema", '.index("by_public", ', '.index(«"by_owner"», '),
        chat("schema", '.index("by_retention", ', '.index(«"by_kind"», '),
        shop("schema", '.index("by_country", ["shipTo', '.index(«"by_customer"», ["shipTo'),
    ),
    planted(
        "duplicate-index",
        "two indexes index the same",
        documents("schema", '.index("by_public", ["isPublic", "createdAt"])', '.index(«"by_public"», ["ownerId"])'),
        chat(
            "schema",
            '.index("by_retention", ["settings.retentionDays"])',
            '.index(«"by_retention"», ["kind", "lastMessageAt"])',
        ),
        shop(
            "schema",
            '.index("by_country", ["shipTo.country", "status"])',
            '.index(«"by_country"», ["customer", "status"])',
        ),
    ),
    planted(
        "reserved-name",
        "an index has the name of the system's",
        documents("schema", '"by_owner"', '«"by_id"»'),
        chat("schema", '"by_retention"', '«"by_creation_time"»'),
        shop("schema", '"by_price"', '«"by_id"»'),
    ),
    planted(
        "invalid-call",
        "a keyword of an index is misspelt",
        documents("schema", '["ownerId"])', '["ownerId"], «uniqe»=True)'),
        chat("schema", "unique=True", "«uniqe»=True"),
        shop("schema", "unique=True", "«uniqe»=True"),
    ),
    planted(
        "invalid-call",
        "a flag of an index is a string",
        documents("schema", '["ownerId"])', '["ownerId"], unique=«"yes"»)'),
        chat("schema", "unique=True", 'unique=«"yes"»'),
        shop("schema", "unique=True", 'unique=«"yes"»'),
    ),
    planted(
        "invalid-call",
        "search_field= is misspelt",
        documents("schema", "search_field=", "«search_feild»="),
        chat("schema", "search_field=", "«search_feild»="),
        shop("schema", "search_field=", "«search_feild»="),
    ),
    planted(
        "invalid-call",
        "search_field= is missing",
        documents(
            "schema", '.search_index("search_content", search_field="content", ', '.«search_index»("search_content", '
        ),
        chat("schema", '.search_index("search_body", search_field="body", ', '.«search_index»("search_body", '),
        shop("schema", '.search_index("search_note", search_field="note", ', '.«search_index»("search_note", '),
    ),
    planted(
        "invalid-search-index",
        "a search goes over numbers",
        documents("schema", 'search_field="content"', 'search_field=«"createdAt"»'),
        chat("schema", 'search_field="body"', 'search_field=«"editedAt"»'),
        shop("schema", 'search_field="note"', 'search_field=«"total"»'),
    ),
    planted(
        "unknown-index-field",
        "a filter field is misspelt",
        documents("schema", 'filter_fields=["ownerId"', 'filter_fields=[«"ownerID"»'),
        chat("schema", 'filter_fields=["roomId"', 'filter_fields=[«"roomID"»'),
        shop("schema", 'filter_fields=["kind"', 'filter_fields=[«"kynd"»'),
    ),
    planted(
        "invalid-search-index",
        "a filter field is listed twice",
        documents("schema", '["ownerId", "isPublic"]', '["ownerId", «"ownerId"»]'),
        chat("schema", '["roomId", "authorId"]', '["roomId", «"roomId"»]'),
        shop("schema", '["kind", "class"]', '["kind", «"kind"»]'),
    ),
    planted(
        "invalid-vector-index",
        "a vector has no dimensions",
        chat("schema", "dimensions=DIMENSIONS", "dimensions=«1»"),
    ),
    planted(
        "invalid-vector-index",
        "the dimensions of a vector are a string",
        chat("schema", "dimensions=DIMENSIONS", 'dimensions=«"64"»'),
    ),
    planted(
        "invalid-vector-index",
        "a vector index goes over a string",
        chat("schema", 'vector_field="embedding"', 'vector_field=«"messageId"»'),
    ),
    # What cannot be known
    planted(
        "not-static",
        "a name is appended to",
        chat("validators", "role = v.union(", '«ROLES.append("guest")»\n\nrole = v.union('),
    ),
    planted(
        "not-static",
        "a name is changed in place",
        chat("validators", "role = v.union(", '«ROLES += ["guest"]»\n\nrole = v.union('),
        shop("validators", "status = one_of(", '«STATUSES += ("lost",)»\n\nstatus = one_of('),
    ),
    planted(
        "not-static",
        "a name is bound in a condition",
        documents(
            "schema",
            'permission = v.union(v.literal("read"), v.literal("write"))',
            'if True:\n    «permission» = v.union(v.literal("read"), v.literal("write"))',
        ),
        chat("validators", "DIMENSIONS = 64", "if True:\n    «DIMENSIONS» = 64"),
        shop("validators", "money = v.int64()", "if True:\n    «money» = v.int64()"),
    ),
    planted(
        "duplicate-name",
        "a constant is bound twice",
        documents("schema", "permission = v.union(", "permission = v.string()\n\n«permission» = v.union("),
        chat("validators", "DIMENSIONS = 64", "DIMENSIONS = 32\n«DIMENSIONS» = 64"),
        shop("validators", "money = v.int64()", "money = v.number()\n«money» = v.int64()"),
    ),
    planted(
        "circular-definition",
        "a validator is defined by itself",
        documents("schema", "permission = v.union(", "permission = v.union(«permission», "),
        chat("validators", "role = v.union(", "role = v.union(«role», "),
        shop("validators", "status = one_of(STATUSES)", "status = v.union(«status», one_of(STATUSES))"),
    ),
    planted(
        "evaluation-too-large",
        "a validator has a hundred million members",
        documents(
            "schema", "permission = v.union(", "permission = v.union(*[v.literal(n) for n in «range(100_000_000)»], "
        ),
        chat("validators", "role = v.union(", "role = v.union(*[v.literal(n) for n in «range(100_000_000)»], "),
        shop("validators", "status = one_of(STATUSES)", "status = one_of([str(n) for n in «range(100_000_000)»])"),
    ),
    planted(
        "invalid-call",
        "a helper gets too much",
        shop("validators", "status = one_of(STATUSES)", "status = one_of(STATUSES, «2»)"),
    ),
    planted(
        "not-static",
        "a helper does more than return",
        shop(
            "validators",
            "    return v.union(",
            "    names = list(names)\n    return v.union(",
            ("validators", "def «one_of»("),
        ),
    ),
)
