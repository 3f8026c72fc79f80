package org.silico.jobs.standard;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.silico.jobs.standard.Dataset.Type;
import org.silico.jobs.standard.Dataset.Variable;

/**
 * Define-XML 2.1 of the data sets of one trial: what they are, each variable with label, type and
 * origin, how what is derived is derived, the codes there are, and by PARAMCD what AVAL is. Source:
 * CDISC, "Define-XML Specification", version 2.1.
 */
public final class DefineXml {
  private static final String ODM = "http://www.cdisc.org/ns/odm/v1.3";
  private static final String DEF = "http://www.cdisc.org/ns/def/v2.1";
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final int MOST_CODES = 50;
  private static final Set<String> NO_CODES = Set.of("STUDYID", "SCENARIO", "USUBJID", "PARAM");

  /** How variables that Silico derives are derived. */
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("CHG", "AVAL - BASE; missing in a baseline row"),
          Map.entry("ABLFL", "Y in a baseline row of a longitudinal endpoint"),
          Map.entry("ADY", "Day of the visit from randomisation, day 0; 0 for baseline"),
          Map.entry("EXPDUR", "Days observed behind a count"),
          Map.entry("CNSR", "0 for an event, 1 for a censored time"),
          Map.entry("CNSDTDSC", "What ended the observation of a censored time"),
          Map.entry("TRTEMFL", "Y: events come after randomisation"),
          Map.entry(
              "EOSSTT",
              "COMPLETED if followed to the end or until all endpoints were known, DISCONTINUED if"
                  + " seen to leave before, ONGOING at the cut of the data"),
          Map.entry("EOSDY", "Days from randomisation to the end of study or the cut of the data"),
          Map.entry("DCSREAS", "Event of the protocol that the discontinuation is put down to"),
          Map.entry("SEEN", "Y when the value is in the analysis data set"),
          Map.entry("RTM", "TRUEBASE - BASE"),
          Map.entry("RESIDUAL", "AVAL - PREDICT"));

  private final XMLStreamWriter xml;
  private final List<Dataset> data;
  private final SortedMap<String, String> comments = new TreeMap<>();

  private DefineXml(XMLStreamWriter xml, List<Dataset> data) {
    this.xml = xml;
    this.data = data;
  }

  /**
   * Writes the file; the caller closes.
   *
   * @param study STUDYID
   * @param description which trial it is, for people
   * @param extension of the files with the data, as xpt
   */
  public static void write(
      List<Dataset> data,
      String study,
      String description,
      String extension,
      LocalDateTime made,
      OutputStream to)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(to, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      new DefineXml(xml, data).document(study, description, extension, made);
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void document(String study, String description, String extension, LocalDateTime made)
      throws XMLStreamException {
    xml.setPrefix("def", DEF);
    xml.setPrefix("xlink", XLINK);
    start("ODM", "FileType", "Snapshot", "FileOID", "DEFINE." + study);
    xml.writeDefaultNamespace(ODM);
    xml.writeNamespace("def", DEF);
    xml.writeNamespace("xlink", XLINK);
    attribute("CreationDateTime", made.truncatedTo(ChronoUnit.SECONDS) + "Z");
    attribute("ODMVersion", "1.3.2");
    attribute("def:Context", "Other");
    start("Study", "OID", Oids.study(study));
    start("GlobalVariables");
    text("StudyName", study);
    text("StudyDescription", description);
    text("ProtocolName", study);
    end();
    start(
        "MetaDataVersion",
        "OID",
        Oids.metaData(study),
        "Name",
        study + ", simulated data",
        "Description",
        description,
        "def:DefineVersion",
        "2.1.0");
    start("def:Standards");
    empty(
        "def:Standard",
        "OID",
        "STD.ADAMIG",
        "Name",
        "ADaMIG",
        "Type",
        "IG",
        "Version",
        "1.3",
        "Status",
        "Final");
    end();
    for (Dataset each : data) {
      valueList(each);
    }
    for (Dataset each : data) {
      for (String code : listed(each)) {
        whereClause(each, code);
      }
    }
    for (Dataset each : data) {
      itemGroup(each, extension);
    }
    for (Dataset each : data) {
      for (Variable variable : each.variables()) {
        item(each, variable);
      }
      for (String code : listed(each)) {
        valueItem(each, code);
      }
    }
    for (Dataset each : data) {
      for (Variable variable : each.variables()) {
        codeList(each, variable);
      }
    }
    for (Dataset each : data) {
      for (Variable variable : each.variables()) {
        method(each, variable);
      }
    }
    for (Map.Entry<String, String> comment : comments.entrySet()) {
      start("def:CommentDef", "OID", comment.getKey());
      description(comment.getValue());
      end();
    }
    end();
    end();
    end();
  }

  /** Codes of parameters, where there are several with a value each. */
  private static Set<String> listed(Dataset data) {
    int code = data.index("PARAMCD");
    Set<String> codes = new LinkedHashSet<>();
    if (code >= 0 && data.index("AVAL") >= 0) {
      data.rows().forEach(row -> codes.add((String) row[code]));
    }
    return codes.size() > 1 ? codes : Set.of();
  }

  private void valueList(Dataset data) throws XMLStreamException {
    Set<String> codes = listed(data);
    if (codes.isEmpty()) {
      return;
    }
    start("def:ValueListDef", "OID", "VL." + data.name() + ".AVAL");
    int order = 0;
    for (String code : codes) {
      start(
          "ItemRef",
          "ItemOID",
          valueOid(data, code),
          "OrderNumber",
          Integer.toString(++order),
          "Mandatory",
          "No");
      empty("def:WhereClauseRef", "WhereClauseOID", "WC." + data.name() + "." + code);
      end();
    }
    end();
  }

  private void whereClause(Dataset data, String code) throws XMLStreamException {
    start("def:WhereClauseDef", "OID", "WC." + data.name() + "." + code);
    start(
        "RangeCheck",
        "Comparator",
        "EQ",
        "SoftHard",
        "Soft",
        "def:ItemOID",
        Oids.item(data, data.variables().get(data.index("PARAMCD"))));
    text("CheckValue", code);
    end();
    end();
  }

  private static String valueOid(Dataset data, String code) {
    return "IT." + data.name() + ".AVAL." + code;
  }

  private void itemGroup(Dataset data, String extension) throws XMLStreamException {
    boolean subjects = data.name().equals("ADSL");
    start(
        "ItemGroupDef",
        "OID",
        Oids.itemGroup(data),
        "Name",
        data.name(),
        "Repeating",
        subjects ? "No" : "Yes",
        "IsReferenceData",
        "No",
        "SASDatasetName",
        data.name(),
        "Purpose",
        "Analysis",
        "def:StandardOID",
        "STD.ADAMIG",
        "def:Structure",
        "One record per " + String.join(", ", data.keys().subList(1, data.keys().size())),
        "def:ArchiveLocationID",
        "LF." + data.name());
    description(data.label());
    int order = 0;
    for (Variable variable : data.variables()) {
      start(
          "ItemRef",
          "ItemOID",
          Oids.item(data, variable),
          "OrderNumber",
          Integer.toString(++order),
          "Mandatory",
          variable.required() ? "Yes" : "No");
      int key = data.keys().indexOf(variable.name());
      if (key >= 0) {
        attribute("KeySequence", Integer.toString(key + 1));
      }
      if (derived(variable)) {
        attribute("MethodOID", methodOid(data, variable));
      }
      end();
    }
    switch (data.name()) {
      case "ADSL" -> empty("def:Class", "Name", "SUBJECT LEVEL ANALYSIS DATASET");
      case "ADAE" -> subClass("OCCURRENCE DATA STRUCTURE", "ADVERSE EVENT");
      case "ADTTE" -> subClass("BASIC DATA STRUCTURE", "TIME-TO-EVENT");
      default ->
          empty(
              "def:Class",
              "Name",
              data.index("PARAMCD") >= 0 && data.index("SEEN") < 0
                  ? "BASIC DATA STRUCTURE"
                  : "ADAM OTHER");
    }
    String file = data.name().toLowerCase(java.util.Locale.ROOT) + "." + extension;
    start("def:leaf", "ID", "LF." + data.name(), "xlink:href", file);
    text("def:title", file);
    end();
    end();
  }

  private void subClass(String name, String sub) throws XMLStreamException {
    start("def:Class", "Name", name);
    empty("def:SubClass", "Name", sub);
    end();
  }

  private void item(Dataset data, Variable variable) throws XMLStreamException {
    start(
        "ItemDef",
        "OID",
        Oids.item(data, variable),
        "Name",
        variable.name(),
        "DataType",
        dataType(variable.type()));
    if (variable.type() != Type.NUMBER) {
      attribute("Length", Integer.toString(variable.length()));
    }
    attribute("SASFieldName", variable.name());
    if (variable.comment() != null) {
      String oid = "COM." + data.name() + "." + variable.name();
      comments.put(oid, variable.comment());
      attribute("def:CommentOID", oid);
    }
    description(variable.label());
    if (!codes(data, variable).isEmpty()) {
      empty("CodeListRef", "CodeListOID", codeListOid(data, variable));
    }
    origin(variable);
    if (variable.name().equals("AVAL") && !listed(data).isEmpty()) {
      empty("def:ValueListRef", "ValueListOID", "VL." + data.name() + ".AVAL");
    }
    end();
  }

  private void valueItem(Dataset data, String code) throws XMLStreamException {
    int value = data.index("AVAL");
    int of = data.index("PARAMCD");
    int label = data.index("PARAM");
    boolean whole =
        data.rows().stream()
            .filter(row -> code.equals(row[of]) && row[value] != null)
            .allMatch(row -> (Double) row[value] == Math.rint((Double) row[value]));
    start(
        "ItemDef",
        "OID",
        valueOid(data, code),
        "Name",
        "AVAL",
        "DataType",
        dataType(whole ? Type.INTEGER : Type.NUMBER));
    if (whole) {
      attribute("Length", "8");
    }
    attribute("SASFieldName", "AVAL");
    description(
        data.rows().stream()
            .filter(row -> code.equals(row[of]))
            .map(row -> (String) row[label])
            .findFirst()
            .orElseThrow());
    origin(data.variables().get(value));
    end();
  }

  private static String dataType(Type type) {
    return switch (type) {
      case TEXT -> "text";
      case INTEGER -> "integer";
      case NUMBER -> "float";
    };
  }

  /** The terminology of origins knows no simulated data. */
  private void origin(Variable variable) throws XMLStreamException {
    boolean simulated = !Set.of("Assigned", "Derived").contains(variable.origin());
    start("def:Origin", "Type", simulated ? "Not Available" : variable.origin());
    if (simulated) {
      description("Simulated by Silico");
    } else {
      attribute("Source", "Sponsor");
    }
    end();
  }

  /** Codes with what they mean, in the order in which they come; none for what is no code. */
  private static Map<String, String> codes(Dataset data, Variable variable) {
    Map<String, String> codes = new java.util.LinkedHashMap<>();
    if (!variable.text() || NO_CODES.contains(variable.name())) {
      return codes;
    }
    int column = data.index(variable.name());
    int meaning = variable.name().equals("PARAMCD") ? data.index("PARAM") : column;
    for (Object[] row : data.rows()) {
      if (row[column] != null) {
        codes.putIfAbsent((String) row[column], (String) row[meaning]);
      }
    }
    return codes.size() > MOST_CODES ? Map.of() : codes;
  }

  private static String codeListOid(Dataset data, Variable variable) {
    return "CL." + data.name() + "." + variable.name();
  }

  private void codeList(Dataset data, Variable variable) throws XMLStreamException {
    Map<String, String> codes = codes(data, variable);
    if (codes.isEmpty()) {
      return;
    }
    start(
        "CodeList",
        "OID",
        codeListOid(data, variable),
        "Name",
        variable.label() + " (" + data.name() + ")",
        "DataType",
        "text",
        "def:IsNonStandard",
        "Yes");
    for (Map.Entry<String, String> code : codes.entrySet()) {
      if (variable.name().equals("PARAMCD")) {
        start("CodeListItem", "CodedValue", code.getKey());
        start("Decode");
        translated(code.getValue());
        end();
        end();
      } else {
        empty("EnumeratedItem", "CodedValue", code.getKey());
      }
    }
    end();
  }

  private static boolean derived(Variable variable) {
    return "Derived".equals(variable.origin());
  }

  private static String methodOid(Dataset data, Variable variable) {
    return "MT." + data.name() + "." + variable.name();
  }

  private void method(Dataset data, Variable variable) throws XMLStreamException {
    if (derived(variable)) {
      start(
          "MethodDef",
          "OID",
          methodOid(data, variable),
          "Name",
          "Derivation of " + data.name() + "." + variable.name(),
          "Type",
          "Computation");
      description(
          METHODS.getOrDefault(
              variable.name(), "By the formula of " + variable.name() + " in the protocol"));
      end();
    }
  }

  private void description(String text) throws XMLStreamException {
    start("Description");
    translated(text);
    end();
  }

  private void translated(String text) throws XMLStreamException {
    start("TranslatedText", "xml:lang", "en");
    xml.writeCharacters(allowed(text));
    end();
  }

  private void text(String name, String text) throws XMLStreamException {
    start(name);
    xml.writeCharacters(allowed(text));
    end();
  }

  private void start(String name, String... attributes) throws XMLStreamException {
    if (name.startsWith("def:")) {
      xml.writeStartElement("def", name.substring(4), DEF);
    } else {
      xml.writeStartElement(name);
    }
    for (int i = 0; i < attributes.length; i += 2) {
      attribute(attributes[i], attributes[i + 1]);
    }
  }

  private void empty(String name, String... attributes) throws XMLStreamException {
    start(name, attributes);
    end();
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    int colon = name.indexOf(':');
    String local = name.substring(colon + 1);
    switch (name.substring(0, Math.max(colon, 0))) {
      case "def" -> xml.writeAttribute("def", DEF, local, allowed(value));
      case "xlink" -> xml.writeAttribute("xlink", XLINK, local, allowed(value));
      default -> xml.writeAttribute(name, allowed(value));
    }
  }

  /** XML has no place for most control characters. */
  private static String allowed(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}
