package panoptic.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/// Parquet: rows in groups, of each group one page a column, plain values, compressed by gzip. docs/formats/values-typed.md.
final class ParquetForm implements TableWriter.Form {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final List<RowGroup> groups = new ArrayList<>();
  private long rows;

  /// gzip that would rather be quick than small.
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  @Override
  public void begin(List<TableColumn> columns, ByteSink out) throws IOException {
    out.write(MAGIC);
  }

  @Override
  public void rows(List<TableColumn> columns, ByteSink out) throws IOException {
    long from = out.count();
    long plain = 0;
    var chunks = new ArrayList<ColumnChunk>();
    for (TableColumn c : columns) {
      ColumnMetaData made = page(c, out);
      plain += made.getTotal_uncompressed_size();
      chunks.add(new ColumnChunk(made.getData_page_offset()).setMeta_data(made));
    }
    int count = columns.getFirst().rows();
    groups.add(new RowGroup(chunks, plain, count).setFile_offset(from).setTotal_compressed_size(out.count() - from));
    rows += count;
  }

  private ColumnMetaData page(TableColumn column, ByteSink out) throws IOException {
    var page = new ParquetPage(column);
    byte[] bytes = page.bytes();
    packed.reset();
    try (var gzip = new QuickGzip(packed)) {
      gzip.write(bytes);
    }
    var header = new PageHeader(PageType.DATA_PAGE, bytes.length, packed.size())
        .setData_page_header(new DataPageHeader(page.values(), Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    long at = out.count();
    Util.writePageHeader(header, out);
    long headerBytes = out.count() - at;
    packed.writeTo(out);
    return new ColumnMetaData(ParquetSchema.physical(column.type()), List.of(Encoding.PLAIN, Encoding.RLE), ParquetSchema.path(column),
        CompressionCodec.GZIP, page.values(), headerBytes + bytes.length, headerBytes + packed.size(), at);
  }

  @Override
  public void end(List<TableColumn> columns, ByteSink out) throws IOException {
    long from = out.count();
    Util.writeFileMetaData(new FileMetaData(VERSION, ParquetSchema.of(columns), rows, groups).setCreated_by("Panoptic"), out);
    int length = Math.toIntExact(out.count() - from);
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    out.write(MAGIC);
  }
}
