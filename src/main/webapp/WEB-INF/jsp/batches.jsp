<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Messages" menu="batches">
  <h1>Messages</h1>
  <c:choose>
    <c:when test="${empty page.items()}"><p class="nothing">Nothing has been sent yet.</p></c:when>
    <c:otherwise><ui:batches rows="${page.items()}"/></c:otherwise>
  </c:choose>
  <ui:more path="/batches" next="${page.next()}"/>
</ui:page>
