/** A notice of holidays of the shape that one for 2027 may have. Made up: the real one says what it says. */
export const published2027 = {
  kind: 'notice',
  of: 'cn',
  version: 2027,
  coversTo: '2027-12-31',
  notices: [
    {
      source: '国办发明电〔2026〕示例',
      issued: '2026-12-30',
      holidays: [
        { name: '元旦', from: '2027-01-01', to: '2027-01-03' },
        { name: '春节', from: '2027-02-05', to: '2027-02-12' },
        { name: '清明节', from: '2027-04-03', to: '2027-04-05' },
        { name: '劳动节', from: '2027-05-01', to: '2027-05-05' },
        { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
        { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
        { name: '国庆节', from: '2027-10-01', to: '2027-10-07' },
      ],
      workdays: [
        { day: '2027-02-14', name: '春节' },
        { day: '2027-02-20', name: '春节' },
        { day: '2027-04-25', name: '劳动节' },
        { day: '2027-05-08', name: '劳动节' },
        { day: '2027-09-26', name: '国庆节' },
        { day: '2027-10-09', name: '国庆节' },
      ],
    },
  ],
};
