package panoptic.transfer;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/// How columns are declared in Parquet: each may be without a value; several texts are a list of three levels.
final class ParquetSchema {
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private ParquetSchema() {}

  static List<SchemaElement> of(List<TableColumn> columns) {
    var out = new ArrayList<SchemaElement>();
    out.add(new SchemaElement("values").setNum_children(columns.size()));
    for (TableColumn c : columns) {
      SchemaElement own = new SchemaElement(c.name()).setRepetition_type(FieldRepetitionType.OPTIONAL);
      switch (c.type()) {
        case TEXT -> out.add(text(own));
        case WHOLE, NUMBER, CHECKBOX -> out.add(own.setType(physical(c.type())));
        case MOMENT -> out.add(own.setType(physical(c.type()))
            .setLogicalType(LogicalType.TIMESTAMP(new TimestampType(false, TimeUnit.MILLIS(new MilliSeconds())))));
        case TEXTS -> {
          out.add(own.setNum_children(1).setConverted_type(ConvertedType.LIST).setLogicalType(LogicalType.LIST(new ListType())));
          out.add(new SchemaElement(LIST).setRepetition_type(FieldRepetitionType.REPEATED).setNum_children(1));
          out.add(text(new SchemaElement(ELEMENT).setRepetition_type(FieldRepetitionType.REQUIRED)));
        }
      }
    }
    return out;
  }

  private static SchemaElement text(SchemaElement named) {
    return named.setType(Type.BYTE_ARRAY).setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()));
  }

  static Type physical(TableColumn.Type type) {
    return switch (type) {
      case TEXT, TEXTS -> Type.BYTE_ARRAY;
      case WHOLE, MOMENT -> Type.INT64;
      case NUMBER -> Type.DOUBLE;
      case CHECKBOX -> Type.BOOLEAN;
    };
  }

  static List<String> path(TableColumn column) {
    return column.type() == TableColumn.Type.TEXTS ? List.of(column.name(), LIST, ELEMENT) : List.of(column.name());
  }
}
