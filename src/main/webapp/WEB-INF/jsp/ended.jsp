<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:shell title="Session ended">
  <main class="container alone wide" id="main">
    <ui:brand/>
    <h1>Your session has ended</h1>
    <p role="alert">Nothing was sent and nothing was changed. Log in, then do it again.<c:if test="${page.isAnything()}"> What you had typed stands below, to be copied.</c:if></p>
    <c:if test="${not page.isAnything()}"><p><a role="button" href="<c:url value='/'/>">Log in</a></p></c:if>
    <c:if test="${page.isAnything()}">
      <p><a role="button" href="<c:url value='/send'/>" target="_blank" rel="noopener">Log in, in a new tab</a></p>
      <label for="from">From <input id="from" readonly value="<c:out value='${page.from()}'/>"></label>
      <label for="to">Recipients <textarea id="to" readonly rows="6">
<c:out value="${page.to()}"/></textarea></label>
      <label for="text">Text <textarea id="text" readonly rows="6">
<c:out value="${page.text()}"/></textarea></label>
      <c:if test="${not empty page.name()}"><label for="name">Name <input id="name" readonly value="<c:out value='${page.name()}'/>"></label></c:if>
    </c:if>
  </main>
</ui:shell>
