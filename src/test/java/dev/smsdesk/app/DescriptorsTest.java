package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.persistence.EntityManager;
import jakarta.servlet.Servlet;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;

@DisplayName("Each descriptor names its schema and is valid: EclipseLink 5 on GlassFish 8 starts nothing without")
class DescriptorsTest {
    private static final String JAKARTA = "https://jakarta.ee/xml/ns/";

    @ParameterizedTest
    @CsvSource({
        "src/main/resources/META-INF/smsdesk-persistence.xml, persistence, persistence_3_0.xsd",
        "src/main/webapp/WEB-INF/web.xml,                     jakartaee,   web-app_6_0.xsd",
        "src/main/webapp/WEB-INF/desk.tld,                    jakartaee,   web-jsptaglibrary_3_1.xsd",
    })
    void isValidAgainstTheSchemaThatItNames(File file, String namespace, String schema) throws Exception {
        DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
        documents.setNamespaceAware(true);
        Element root = documents.newDocumentBuilder().parse(file).getDocumentElement();
        assertEquals(JAKARTA + namespace + " " + JAKARTA + namespace + "/" + schema,
            root.getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "schemaLocation").replaceAll("\\s+", " "));
        SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        schemas.setResourceResolver((type, space, id, address, base) -> included(address, base));
        var validator = schemas.newSchema(bundled(namespace, schema)).newValidator();
        assertDoesNotThrow(() -> validator.validate(new StreamSource(file)));
    }

    /** Beside the schema that includes it; the catalogue of XML names by address what lies beside it as well. */
    private static LSInput included(String address, String base) {
        try {
            DOMImplementationLS dom = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            LSInput input = dom.createLSInput();
            URL beside = new URL(new URL(base), address.substring(address.lastIndexOf('/') + 1));
            input.setSystemId(beside.toString());
            input.setByteStream(beside.openStream());
            return input;
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(address, e);
        }
    }

    /** From the API's jar or from Tomcat's: nothing is fetched. */
    private static URL bundled(String namespace, String schema) {
        URL found = namespace.equals("persistence") ? EntityManager.class.getResource("/jakarta/persistence/" + schema)
            : Servlet.class.getResource("/jakarta/servlet/resources/" + schema);
        assertNotNull(found, schema);
        return found;
    }
}
