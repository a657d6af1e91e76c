<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="row" value="${page.row()}"/>
<ui:page title="Secrets" menu="secrets">
  <p class="crumb"><a href="<c:url value='/secrets'/>">Secrets</a></p>
  <h1>${page.what() eq 'promote' ? 'Make this secret the current one?' : 'Remove this secret?'}</h1>
  <p>The ${row.slot().word()} secret of ${row.channel() eq 'SMS' ? 'the SMS API' : 'the Conversation API'}, <c:out
      value="${row.name()}"/> by <c:out value="${row.enteredBy()}"/>.
    <span class="badge ${row.light().tone()}">${row.light().word()}</span> <c:out value="${row.why()}"/></p>
  <c:choose>
    <c:when test="${not empty page.goes()}"><p>The current secret, <c:out value="${page.goes().name()}"/> by <c:out
        value="${page.goes().enteredBy()}"/>, is removed: callbacks that are still signed with it are then refused for good.
      <span class="badge ${page.goes().light().tone()}">${page.goes().light().word()}</span> <c:out
          value="${page.goes().why()}"/></p></c:when>
    <c:when test="${page.what() eq 'promote'}"><p>No secret is removed by that. One from a setting stays until you take it out of the
        settings.</p></c:when>
    <c:otherwise><p>Callbacks that are still signed with it are then refused for good. It stays sealed in the database for 30 days, only to
        tell you when it was used after all.</p></c:otherwise>
  </c:choose>
  <c:if test="${page.last()}"><p><strong>It is the only one of its path.</strong> Without it nothing can be verified there: callbacks are
      answered 503. Sinch repeats them for two days at most.</p></c:if>
  <form method="post" action="<c:url value='/secrets'/>" class="buttons">
    <input type="hidden" name="id" value="${row.id()}">
    <input type="hidden" name="confirmed" value="yes">
    <button name="do" value="${page.what()}"<c:if test="${page.what() eq 'remove'}"> class="danger"</c:if>>${page.what() eq 'promote'
        ? 'Make it current' : 'Remove it'}</button>
    <a role="button" class="secondary outline" href="<c:url value='/secrets'/>">Cancel</a>
  </form>
</ui:page>
