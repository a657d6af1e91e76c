<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Callbacks" menu="callbacks">
  <h1>Callbacks</h1>
  <p>Every genuine callback that Sinch posted. A duplicate is counted in the row of the first.
    Callbacks that did not arrive: <a href="<c:url value='/never-came'/>">missing callbacks</a>.</p>
  <nav class="filter" aria-label="State">
    <ul>
      <li><a href="<c:url value='/callbacks'/>"<c:if test="${empty page.state()}"> aria-current="true"</c:if>>All</a></li>
      <c:forEach items="${page.states()}" var="state">
        <li><a href="<c:url value='/callbacks'><c:param name='state' value='${state}'/></c:url>"<c:if
            test="${state eq page.state()}"> aria-current="true"</c:if>>${desk:badge(state).word()}</a></li>
      </c:forEach>
    </ul>
  </nav>
  <p><a href="<c:url value='/orphans'/>">No matching message: callbacks by age</a><c:if
      test="${desk:may(pageContext.request, 'ADMIN')}"> · <a
      href="<c:url value='/replay'/>">Reprocess</a></c:if></p>
  <c:choose>
    <c:when test="${empty page.rows().items()}"><p class="nothing">None.</p></c:when>
    <c:otherwise>
      <table class="rows">
        <thead><tr><th scope="col">Received</th><th scope="col">API</th><th scope="col">State</th><th scope="col">Content</th>
        <th scope="col">Seen</th></tr></thead>
        <tbody>
          <c:forEach items="${page.rows().items()}" var="row">
            <tr>
              <th scope="row" data-label="Received"><a href="<c:url value='/callbacks/${row.id()}'/>"><ui:time
                  at="${row.receivedAt()}"/></a></th>
              <td data-label="API">${row.channel().word()}</td>
              <td data-label="State"><span><ui:state of="${row.state()}"/><c:if test="${empty row.signedAt()}"> <span class="badge unsure"
                  title="Accepted by user and password (HTTP Basic). That is weaker: it proves neither the body nor the time.">Not
                  signed</span></c:if></span></td>
              <td data-label="Content"><span class="says"><c:out value="${row.status()}"/> <c:out value="${desk:say(row.note())}"/><c:if
                  test="${row.nonceReused()}"> <span class="badge unsure" title="Another callback carries the same nonce.">Nonce
                  again</span></c:if></span></td>
              <td data-label="Seen"><c:choose><c:when test="${row.seen() gt 1}"><span class="badge open"
                  title="The same bytes came more than once; they count once.">${row.seen()} times</span></c:when>
                  <c:otherwise>once</c:otherwise></c:choose></td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>
  <ui:more path="/callbacks" next="${page.rows().next()}" filter="state"/>
</ui:page>
