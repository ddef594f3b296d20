#pragma once

#include "alembic/hosts/made.h"
#include "python/hostobject.h"
#include "schema/literal.h"
#include "schema/sqltype.h"
#include "schema/table.h"

namespace retort::hosts {

/// A Python constant as a Literal; an enum member becomes the text of its name. Not understood: anything else.
[[nodiscard]] Made<Literal> toLiteral(python::CallContext &context, const python::Value &value);

/// The type SQLAlchemy gives a bare Python value; NullType when it knows none.
[[nodiscard]] SqlType typeOfLiteral(const Literal &literal);

/// A value that meets an expression of type `type`: the type it is rendered by, and the value in that type's form. A compared value of
/// another sort keeps its own type; one that is assigned (`comparison` false) takes the column's.
void adaptLiteral(Literal &literal, SqlType &type, bool comparison);

/// The generic type a type derives from in the end: "Integer" of "mysql.TINYINT".
[[nodiscard]] QString affinity(const SqlType &type);

/// What a Python keyword argument means as a text: Failure when it is neither a string nor None.
[[nodiscard]] Made<QString> toText(python::CallContext &context, const python::Value &value);
[[nodiscard]] Made<bool> toBool(python::CallContext &context, const python::Value &value);
/// Nothing when not given or None.
[[nodiscard]] Made<std::optional<bool>> optionalBool(python::CallContext &context, const python::Value &value);
[[nodiscard]] Made<std::optional<QString>> optionalText(python::CallContext &context, const python::Value &value);
/// A string or a sequence of strings.
[[nodiscard]] Made<QStringList> toTexts(python::CallContext &context, const python::Value &value);
/// A constraint's or index's name: None, text, or op.f().
[[nodiscard]] Made<Name> toName(python::CallContext &context, const python::Value &value);

/// json.dumps() of plain data.
[[nodiscard]] Made<QString> toJson(python::CallContext &context, const python::Value &value);

} // namespace retort::hosts
