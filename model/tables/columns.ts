/** A column as information_schema tells it. */
export interface Column {
  readonly name: string;
  /** For example `varchar(255)`, `int(11)`, `enum('a','b')`. */
  readonly type: string;
  /** The type without its size, for example `varchar`. */
  readonly dataType: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly autoIncrement: boolean;
  /** Of texts: in characters for char and varchar, in bytes for the others; null for anything else. */
  readonly maxLength: number | null;
  readonly collation: string | null;
}

/** A primary or unique key; `PRIMARY` is the primary key's name. */
export interface Key {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** The schema and table that it points at. */
  readonly schema: string;
  readonly table: string;
  readonly referenced: readonly string[];
  /** For example `RESTRICT`, `CASCADE`. */
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface TableKeys {
  readonly unique: readonly Key[];
  readonly foreign: readonly ForeignKey[];
}

/** A condition that every row of a table fulfils, column names in backticks. */
export interface Check {
  readonly clause: string;
}
