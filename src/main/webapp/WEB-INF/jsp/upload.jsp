<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="upload" value="${page.upload()}"/>
<ui:page title="Upload recipients" menu="send" refresh="${page.refresh()}">
  <h1><c:choose><c:when test="${not empty upload and not empty upload.name()}"><bdi><c:out value="${upload.name()}"/></bdi></c:when>
    <c:otherwise>Upload recipients</c:otherwise></c:choose></h1>
  <c:if test="${not empty page.notice()}"><div class="summary" role="alert"><p>Nothing was sent. <c:out
      value="${page.notice()}"/></p></div></c:if>
  <c:choose>
    <c:when test="${empty upload}">
      <form method="post" action="<c:url value='/send/upload'/>" enctype="multipart/form-data" class="compose">
        <label for="file">File</label>
        <input id="file" name="file" type="file" required aria-describedby="file-help"
            accept=".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet">
        <small id="file-help">CSV with up to 1,000,000 rows, or XLSX with up to 200,000. One column has the numbers. Nothing is sent
          before you confirm.</small>
        <button>Upload</button>
      </form>
    </c:when>
    <c:when test="${upload.state() eq 'READING'}">
      <div role="status">
        <p>Reading the file: ${desk:count(upload.rows())} rows so far. This page refreshes by itself. You may leave it and come back.</p>
        <c:if test="${upload.format() eq 'CSV'}"><progress max="100" value="${page.percent()}">${page.percent()} %</progress></c:if>
      </div>
    </c:when>
    <c:when test="${upload.state() eq 'FAILED'}">
      <div class="summary" role="alert"><p>The file cannot be read. <c:out value="${page.fault()}"/></p></div>
      <p><a role="button" href="<c:url value='/send/upload'/>">Upload another file</a></p>
    </c:when>
    <c:otherwise>
      <p>${desk:count(upload.good())} of ${desk:count(upload.rows())} rows can be sent to.
        <c:if test="${upload.bad() gt 0}"><a href="#errors">See the ${desk:count(upload.bad())}
          ${upload.bad() eq 1 ? 'error' : 'errors'}</a></c:if></p>
      <section aria-labelledby="first">
        <h2 id="first">First rows</h2>
        <table>
          <caption class="unseen">First rows of the file</caption>
          <thead><tr><th scope="col">Line</th><c:forEach items="${page.columns()}" var="column"><th scope="col"><c:out
              value="${column}"/></th></c:forEach></tr></thead>
          <tbody>
            <c:forEach items="${page.rows()}" var="row"><tr><th scope="row">${row.line()}</th><c:forEach items="${row.values()}" var="value"
                end="${fn:length(page.columns()) - 1}"><td dir="auto"><c:out value="${fn:substring(value, 0, 60)}"/></td></c:forEach></tr>
            </c:forEach>
          </tbody>
        </table>
        <c:if test="${page.columnsLeftOut() gt 0}"><p class="meta">and ${page.columnsLeftOut()} more columns</p></c:if>
      </section>
      <c:if test="${empty upload.usedAt()}">
        <form method="post" action="<c:url value='/send/upload/${upload.id()}'/>" class="compose">
          <label for="number_column">Column with the numbers</label>
          <select id="number_column" name="number_column"><c:forEach items="${upload.columns()}" var="column"><option value="<c:out
              value='${column}'/>"<c:if test="${column eq upload.numberColumn()}"> selected</c:if>><c:out value="${column}"/></option>
          </c:forEach></select>
          <c:if test="${upload.format() eq 'CSV'}">
            <label for="encoding">Encoding</label>
            <select id="encoding" name="encoding"><c:forEach items="${fn:split('UTF-8 UTF-16LE UTF-16BE windows-1252', ' ')}"
                var="encoding"><option value="${encoding}"<c:if
                test="${encoding eq upload.encoding()}"> selected</c:if>>${encoding}</option></c:forEach></select>
            <label for="separator">Separator</label>
            <select id="separator" name="separator">
              <option value=","<c:if test="${upload.separator() eq ','}"> selected</c:if>>Comma</option>
              <option value=";"<c:if test="${upload.separator() eq ';'}"> selected</c:if>>Semicolon</option>
              <option value="&#9;"<c:if test="${upload.separator() ne ',' and upload.separator() ne ';'}"> selected</c:if>>Tab</option>
            </select>
          </c:if>
          <button class="secondary" name="do" value="read">Read again</button>
        </form>
      </c:if>
      <c:if test="${upload.bad() gt 0}">
        <section aria-labelledby="errors">
          <h2 id="errors">${desk:count(upload.bad())} ${upload.bad() eq 1 ? 'row has an error' : 'rows have errors'}</h2>
          <p>Mend them in the file and upload it again, or leave them out below.
            <a href="<c:url value='/send/upload/${upload.id()}/errors.csv'/>">Download the rows with errors</a></p>
          <table>
            <caption class="unseen">Rows with errors</caption>
            <thead><tr><th scope="col">Line</th><th scope="col">Column</th><th scope="col">Value</th><th scope="col">Error</th></tr></thead>
            <tbody><c:forEach items="${page.errors()}" var="error"><tr><th scope="row">${error.line()}</th><td><c:out
                value="${error.column()}"/></td><td dir="auto"><c:out value="${error.value()}"/></td><td><c:out
                value="${error.text()}"/></td></tr></c:forEach></tbody>
          </table>
          <c:if test="${upload.bad() gt fn:length(page.errors())}"><p class="meta">and
            ${desk:count(upload.bad() - fn:length(page.errors()))} more</p></c:if>
        </section>
      </c:if>
      <c:if test="${upload.good() gt 0}">
        <c:set var="form" value="${page.form()}"/>
        <section aria-labelledby="message">
          <h2 id="message">Message</h2>
          <form method="post" action="<c:url value='/send/upload/${upload.id()}'/>" class="compose" novalidate>
            <input type="hidden" name="key" value="<c:out value='${form.key()}'/>">
            <label for="from">From</label>
            <input id="from" name="from" value="<c:out value='${form.from()}'/>" autocomplete="off" spellcheck="false">
            <c:if test="${fn:length(page.accounts()) gt 1}">
              <label for="via">Send through</label>
              <select id="via" name="via"><c:forEach items="${page.accounts()}" var="account"><option value="<c:out
                  value='${account.id()}'/>"<c:if test="${form.via() eq account.id()}"> selected</c:if><c:if
                  test="${account.gate().off().isPresent()}"> disabled</c:if>><c:out value="${account.id()}"/></option></c:forEach></select>
            </c:if>
            <label for="text">Text</label>
            <textarea id="text" name="text" rows="6">
<c:out value="${form.text()}"/></textarea>
            <label for="name">Name <small>(optional)</small></label>
            <input id="name" name="name" value="<c:out value='${form.name()}'/>" autocomplete="off">
            <c:choose>
              <c:when test="${upload.bad() gt 0}"><button name="good_only" value="true">Leave them out and continue
                (${desk:count(upload.good())})</button></c:when>
              <c:otherwise><button name="do" value="check">Continue (${desk:count(upload.good())})</button></c:otherwise>
            </c:choose>
          </form>
        </section>
      </c:if>
    </c:otherwise>
  </c:choose>
</ui:page>
