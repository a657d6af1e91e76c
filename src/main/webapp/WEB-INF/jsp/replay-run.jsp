<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="run" value="${page.run()}"/>
<c:set var="job" value="${run.job()}"/>
<ui:page title="Reprocessing" menu="callbacks" refresh="${page.refresh()}">
  <p class="crumb"><a href="<c:url value='/replay'/>">Reprocess</a></p>
  <h1>${job.isFinished() ? 'Reprocessed' : 'Reprocessing'}</h1>
  <c:if test="${not job.isFinished()}"><p class="watching" role="status">This page refreshes by itself until all is done. The work
      goes on without the page.</p></c:if>
  <dl class="tiles">
    <div><dt>Callbacks processed</dt><dd>${desk:count(job.done())}</dd></div>
    <div><dt>New reports</dt><dd>${desk:count(run.newReports())}</dd></div>
    <div><dt>Recipients changed</dt><dd>${desk:count(run.moves())}</dd></div>
  </dl>
  <dl class="facts">
    <div><dt>Which</dt><dd><c:out value="${run.filter().inWords()}"/></dd></div>
    <div><dt>Asked by</dt><dd><c:out value="${job.askedBy()}"/></dd></div>
    <div><dt>Started</dt><dd><ui:time at="${job.askedAt()}"/></dd></div>
    <div><dt>Finished</dt><dd><c:choose><c:when test="${job.isFinished()}"><ui:time at="${job.finishedAt()}"/></c:when>
    <c:otherwise>not yet</c:otherwise></c:choose></dd></div>
  </dl>
</ui:page>
