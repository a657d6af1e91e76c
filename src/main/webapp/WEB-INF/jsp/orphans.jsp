<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="counts" value="${page.counts()}"/>
<ui:page title="Orphans" menu="callbacks">
  <p class="crumb"><a href="<c:url value='/callbacks'/>">Callbacks</a></p>
  <h1>Orphans</h1>
  <p>Genuine callbacks that speak of no message of ours. Each is looked at again after 1 s, 2 s, 4 s and so on, at least every hour, until
      it is 14 days old;
    then it is given up, and kept.</p>
  <dl class="tiles">
    <div class="unsure"><dt>Looked for</dt><dd>${desk:count(counts.waiting())}${counts.waiting() ge 10000 ? '+' : ''}</dd></div>
    <div><dt>Given up</dt><dd>${desk:count(counts.givenUp())}${counts.givenUp() ge 10000 ? '+' : ''}</dd></div>
    <div><dt>Oldest looked for</dt><dd><c:out value="${empty counts.oldest() ? 'none' : page.age(counts.oldest())}"/></dd></div>
  </dl>
  <nav class="filter" aria-label="Orphans">
    <ul>
      <li><a href="<c:url value='/orphans'/>"<c:if test="${empty page.only()}"> aria-current="true"</c:if>>All</a></li>
      <li><a href="<c:url value='/orphans?only=waiting'/>"<c:if test="${page.only() eq 'waiting'}"> aria-current="true"</c:if>>Looked
          for</a></li>
      <li><a href="<c:url value='/orphans?only=given-up'/>"<c:if test="${page.only() eq 'given-up'}"> aria-current="true"</c:if>>Given
          up</a></li>
    </ul>
  </nav>
  <c:choose>
    <c:when test="${empty page.rows().items()}"><p class="nothing">None.</p></c:when>
    <c:otherwise>
      <table class="rows">
        <thead><tr><th scope="col">First seen</th><th scope="col">Age</th><th scope="col">Path</th><th scope="col">Sinch's id</th>
        <th scope="col">Says</th><th scope="col">Next look</th></tr></thead>
        <tbody>
          <c:forEach items="${page.rows().items()}" var="row">
            <tr>
              <th scope="row" data-label="First seen"><a href="<c:url value='/callbacks/${row.callbackId()}'/>"><ui:time
                  at="${row.firstSeen()}"/></a></th>
              <td data-label="Age"><c:out value="${page.age(row.firstSeen())}"/></td>
              <td data-label="Path">${row.channel().word()}</td>
              <td data-label="Sinch's id"><code><c:out value="${row.providerId()}" default="–"/></code></td>
              <td data-label="Says"><c:out value="${row.status()}"/></td>
              <td data-label="Next look"><span class="says"><c:choose>
                <c:when test="${row.isGivenUp()}"><span class="badge quiet"
                    title="It is kept, and an admin can have it applied again.">Given up</span></c:when>
                <c:otherwise><ui:time at="${row.nextLook()}"/></c:otherwise>
              </c:choose> <small>looked at ${row.looks()} ${row.looks() eq 1 ? 'time' : 'times'}</small></span></td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>
  <ui:more path="/orphans" next="${page.rows().next()}" filter="only"/>
  <c:if test="${desk:may(pageContext.request, 'ADMIN')}"><p><a href="<c:url value='/replay?look=1&state=PARKED'/>">See what applying them
      again would change</a></p></c:if>
</ui:page>
