package panoptic.transfer;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/// Arrow's IPC file: a schema, batches of rows, a footer that tells where they lie; not compressed. docs/formats/values-typed.md.
final class ArrowForm implements TableWriter.Form {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int ALIGNED = 8;
  private static final int CONTINUES = -1;

  private final List<Batch> batches = new ArrayList<>();

  /// Where a batch lies: its message's beginning, the length of what stands before its buffers, and theirs.
  private record Batch(long offset, int metadata, long body) {
  }

  @Override
  public void begin(List<TableColumn> columns, ByteSink out) throws IOException {
    out.write(MAGIC);
    pad(out);
    var b = new FlatBufferBuilder();
    message(b, MessageHeader.Schema, ArrowSchema.of(columns, b), 0, out);
  }

  @Override
  public void rows(List<TableColumn> columns, ByteSink out) throws IOException {
    var buffers = new ArrayList<byte[]>();
    var nodes = new ArrayList<long[]>();
    columns.forEach(c -> ArrowBuffers.of(c, nodes, buffers));
    long body = buffers.stream().mapToLong(x -> padded(x.length)).sum();
    var b = new FlatBufferBuilder();
    int header = batch(b, columns.getFirst().rows(), nodes, buffers);
    long at = out.count();
    message(b, MessageHeader.RecordBatch, header, body, out);
    batches.add(new Batch(at, Math.toIntExact(out.count() - at), body));
    for (byte[] x : buffers) {
      out.write(x);
      pad(out);
    }
  }

  /// Flat buffers are built from their ends.
  private static int batch(FlatBufferBuilder b, int rows, List<long[]> nodes, List<byte[]> buffers) {
    RecordBatch.startBuffersVector(b, buffers.size());
    long end = buffers.stream().mapToLong(x -> padded(x.length)).sum();
    for (byte[] x : buffers.reversed()) {
      end -= padded(x.length);
      Buffer.createBuffer(b, end, x.length);
    }
    int bufferVector = b.endVector();
    RecordBatch.startNodesVector(b, nodes.size());
    for (long[] node : nodes.reversed()) {
      FieldNode.createFieldNode(b, node[0], node[1]);
    }
    int nodeVector = b.endVector();
    return RecordBatch.createRecordBatch(b, rows, nodeVector, bufferVector, 0, 0);
  }

  private static void message(FlatBufferBuilder b, byte kind, int header, long body, ByteSink out) throws IOException {
    b.finish(Message.createMessage(b, MetadataVersion.V5, kind, header, body, 0));
    byte[] bytes = b.sizedByteArray();
    out.write(ints(CONTINUES, padded(bytes.length)));
    out.write(bytes);
    pad(out);
  }

  @Override
  public void end(List<TableColumn> columns, ByteSink out) throws IOException {
    out.write(ints(CONTINUES, 0));
    var b = new FlatBufferBuilder();
    int schema = ArrowSchema.of(columns, b);
    Footer.startRecordBatchesVector(b, batches.size());
    for (Batch x : batches.reversed()) {
      Block.createBlock(b, x.offset(), x.metadata(), x.body());
    }
    int blocks = b.endVector();
    Footer.startDictionariesVector(b, 0);
    int dictionaries = b.endVector();
    b.finish(Footer.createFooter(b, MetadataVersion.V5, schema, dictionaries, blocks, 0));
    byte[] footer = b.sizedByteArray();
    out.write(footer);
    out.write(ints(footer.length));
    out.write(MAGIC);
  }

  private static byte[] ints(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }

  private static int padded(int length) {
    return Math.addExact(length, ALIGNED - 1) & -ALIGNED;
  }

  private static void pad(ByteSink out) throws IOException {
    while (out.count() % ALIGNED != 0) {
      out.write(0);
    }
  }
}
