package panoptic.imaging;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads what we keep of an XMP packet: RDF in XML, each property as an attribute, a text, or a list of `rdf:li`. Broken metadata is no metadata: it never throws.
///
/// The XML comes from anywhere: no document type is read, so no entity stands for anything but the five of XML; an element deeper than [#DEEPEST] ends the reading. What
/// was found before something broke counts.
final class XmpBlock {
  private static final int DEEPEST = 64;
  private static final int MOST = 1_000;
  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";
  private static final String CAPTION = DC + "description";
  private static final String KEYWORDS = DC + "subject";
  private static final String AUTHOR = DC + "creator";
  private static final String RIGHTS = DC + "rights";
  private static final List<String> LENSES = List.of("http://cipa.jp/exif/1.0/LensModel", "http://ns.adobe.com/exif/1.0/aux/Lens");

  private final Map<String, List<String>> found = new HashMap<>();

  private XmpBlock() {}

  private static XMLInputFactory factory() {
    XMLInputFactory f = XMLInputFactory.newDefaultFactory();
    f.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    f.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    f.setProperty(XMLInputFactory.IS_COALESCING, true);
    f.setXMLResolver((_, _, _, _) -> new ByteArrayInputStream(new byte[0]));
    return f;
  }

  static Metadata read(byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] == 0) { // some programs end the packet as they end texts
      end--;
    }
    if (end == 0) {
      return Metadata.NONE;
    }
    var packet = new XmpBlock();
    try {
      XMLStreamReader xml = reader(new ByteArrayInputStream(block, 0, end));
      try {
        packet.read(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // The parser promises little about broken packets; a picture is worth more than its metadata.
    }
    return packet.metadata();
  }

  private static XMLStreamReader reader(ByteArrayInputStream bytes) throws XMLStreamException {
    return factory().createXMLStreamReader(bytes); // a factory is not said to be safe for several threads
  }

  private Metadata metadata() {
    Optional<String> lens = LENSES.stream().flatMap(l -> found.getOrDefault(l, List.of()).stream()).findFirst();
    return Metadata.words(lens.flatMap(WrittenText::clean), first(CAPTION), WrittenText.joined(found.getOrDefault(KEYWORDS, List.of())),
        WrittenText.joined(found.getOrDefault(AUTHOR, List.of())), first(RIGHTS));
  }

  private Optional<String> first(String name) {
    return found.getOrDefault(name, List.of()).stream().findFirst().flatMap(WrittenText::clean);
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    var open = new ArrayDeque<String>();
    var text = new StringBuilder();
    boolean standard = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == DEEPEST) {
            return;
          }
          text.setLength(0);
          String name = name(xml.getNamespaceURI(), xml.getLocalName());
          open.push(name);
          if (name.equals(RDF + "Description")) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
              add(name(xml.getAttributeNamespace(i), xml.getAttributeLocalName(i)), xml.getAttributeValue(i), false);
            }
          }
          standard = "x-default".equals(xml.getAttributeValue(XML, "lang"));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (text.length() <= Metadata.LONGEST) {
            text.append(xml.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          String name = open.pop();
          boolean listed = name.equals(RDF + "li") && open.size() >= 2;
          add(listed ? open.stream().skip(1).findFirst().orElseThrow() : name, text.toString(), listed && standard);
          text.setLength(0);
        }
        default -> {
          // Comments and instructions say nothing of the picture.
        }
      }
    }
  }

  private static String name(@org.jspecify.annotations.Nullable String space, String local) {
    return (space == null ? "" : space) + local;
  }

  /// Keeps what a property of ours says; of a text in several languages the standard one goes before the others.
  private void add(String property, String value, boolean standard) {
    boolean isOurs = List.of(CAPTION, KEYWORDS, AUTHOR, RIGHTS).contains(property) || LENSES.contains(property);
    if (!isOurs || value.isBlank()) {
      return;
    }
    List<String> values = found.computeIfAbsent(property, _ -> new ArrayList<>());
    if (values.size() < MOST) {
      values.add(standard ? 0 : values.size(), value);
    }
  }
}
