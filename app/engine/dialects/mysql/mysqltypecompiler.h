#pragma once

#include "dialects/common/typecompiler.h"

namespace retort {

class MysqlTypeCompiler : public TypeCompiler
{
public:
    using TypeCompiler::TypeCompiler;

    [[nodiscard]] QString castType(const SqlType &type) override;

protected:
    [[nodiscard]] QString visit(const QString &name, const SqlType &type) override;
    [[nodiscard]] QString visitString(const QString &keyword, const SqlType &type) override;
    [[nodiscard]] QString collation(const QString &name) const override;
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.mysql.base.MySQLTypeCompiler"); }

private:
    [[nodiscard]] QString numeric(const QString &name, const SqlType &type) const;
    [[nodiscard]] QString extended(const QString &keyword, const SqlType &type, bool national = false) const;
    [[nodiscard]] QString enumerated(const QString &keyword, const SqlType &type) const;
};

} // namespace retort
