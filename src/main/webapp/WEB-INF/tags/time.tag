<%@ tag pageEncoding="UTF-8" description="A moment in UTC, with its exact value for machines; nothing for null"
%><%@ attribute name="at" required="true" type="java.time.Instant"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><c:if test="${not empty at}"><time datetime="${at}" title="${at}">${desk:time(at)} <small>UTC</small></time></c:if>