<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="counts" value="${page.counts()}"/>
<ui:page title="No matching message" menu="callbacks">
  <p class="crumb"><a href="<c:url value='/callbacks'/>">Callbacks</a></p>
  <h1>No matching message</h1>
  <p>Genuine callbacks about a message that is not known here. Each is matched again after 1 s, 2 s, 4 s and so on, at least every hour.
    After 14 days matching ends. The callback stays stored.</p>
  <dl class="tiles">
    <div class="unsure"><dt>Waiting for a match</dt><dd>${desk:count(counts.waiting())}${counts.waiting() ge 10000 ? '+' : ''}</dd></div>
    <div><dt>Never matched</dt><dd>${desk:count(counts.givenUp())}${counts.givenUp() ge 10000 ? '+' : ''}</dd></div>
    <div><dt>Oldest waiting</dt><dd><c:out value="${empty counts.oldest() ? 'none' : page.age(counts.oldest())}"/></dd></div>
  </dl>
  <nav class="filter" aria-label="State">
    <ul>
      <li><a href="<c:url value='/orphans'/>"<c:if test="${empty page.only()}"> aria-current="true"</c:if>>All</a></li>
      <li><a href="<c:url value='/orphans?only=waiting'/>"<c:if
          test="${page.only() eq 'waiting'}"> aria-current="true"</c:if>>Waiting</a></li>
      <li><a href="<c:url value='/orphans?only=given-up'/>"<c:if test="${page.only() eq 'given-up'}"> aria-current="true"</c:if>>Never
          matched</a></li>
    </ul>
  </nav>
  <c:choose>
    <c:when test="${empty page.rows().items()}"><p class="nothing">None.</p></c:when>
    <c:otherwise>
      <table class="rows">
        <thead><tr><th scope="col">First seen</th><th scope="col">Age</th><th scope="col">API</th><th scope="col">Sinch's id</th>
        <th scope="col">Content</th><th scope="col">Next try</th></tr></thead>
        <tbody>
          <c:forEach items="${page.rows().items()}" var="row">
            <tr>
              <th scope="row" data-label="First seen"><a href="<c:url value='/callbacks/${row.callbackId()}'/>"><ui:time
                  at="${row.firstSeen()}"/></a></th>
              <td data-label="Age"><c:out value="${page.age(row.firstSeen())}"/></td>
              <td data-label="API">${row.channel().word()}</td>
              <td data-label="Sinch's id"><code><c:out value="${row.providerId()}" default="–"/></code></td>
              <td data-label="Content"><c:out value="${row.status()}"/></td>
              <td data-label="Next try"><span class="says"><c:choose>
                <c:when test="${row.isGivenUp()}"><span class="badge quiet"
                    title="It is stored, and an admin can reprocess it.">Never matched</span></c:when>
                <c:otherwise><ui:time at="${row.nextLook()}"/></c:otherwise>
              </c:choose> <small>tried ${row.looks()} ${row.looks() eq 1 ? 'time' : 'times'}</small></span></td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>
  <ui:more path="/orphans" next="${page.rows().next()}" filter="only"/>
  <c:if test="${desk:may(pageContext.request, 'ADMIN')}"><p><a href="<c:url value='/replay?look=1&state=PARKED'/>">See what reprocessing
      them would change</a></p></c:if>
</ui:page>
